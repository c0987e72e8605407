import { DiscountOriginSchema } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountStateSchema } from '@/gen/kartoteka/v1/discount_service_pb';
import { param, type Param, type StateOf } from '@/table';
import type { DiscountFilter } from '../queries';

const MOST_OF_SKU = 100;

const sku: Param<string> = { ...param.text(), read: ([text = '']) => text.slice(0, MOST_OF_SKU) };

/** What the address may say of a discount that is to be granted. */
export const prefillParams = { customer: param.id(), group: param.id(), sku };

/** Everything about the list that the address keeps. */
export const params = {
  q: param.text(),
  state: param.enums(DiscountStateSchema),
  origin: param.enums(DiscountOriginSchema),
  customer: param.id(),
  group: param.id(),
  everyone: param.flag(),
  sku,
};

export type DiscountsState = StateOf<typeof params>;

/** The keys that narrow the list, in the order of their chips. */
export const filterKeys = ['state', 'origin', 'customer', 'group', 'everyone', 'sku'] as const;
export type FilterKey = (typeof filterKeys)[number];

/** The filter for the server. */
export function toFilter({ q, state, origin, customer, group, everyone, sku: touched }: DiscountsState): DiscountFilter {
  const [onlyOrigin] = origin;
  return {
    query: q.trim(),
    states: state,
    // Both origins together are no filter.
    ...(origin.length === 1 && onlyOrigin !== undefined ? { origin: onlyOrigin } : {}),
    customerId: customer,
    groupId: group,
    everyone: everyone === true,
    sku: touched,
  };
}

/** Whom a discount is for is one choice: another one takes its place. */
export function whoPatch(who: Partial<Pick<DiscountsState, 'customer' | 'group' | 'everyone'>>): Partial<DiscountsState> {
  return { customer: '', group: '', everyone: undefined, ...who };
}
