import { DiscountOriginSchema } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountStateSchema } from '@/gen/kartoteka/v1/discount_service_pb';
import { param, type StateOf } from '@/table';
import type { DiscountFilter } from '../queries';

/** Everything about the list that the address keeps. */
export const params = {
  q: param.text(),
  state: param.enums(DiscountStateSchema),
  origin: param.enums(DiscountOriginSchema),
  customer: param.text(),
  group: param.text(),
  everyone: param.flag(),
  sku: param.text(),
};

export type DiscountsState = StateOf<typeof params>;

/** The keys that narrow the list, in the order of their chips. */
export const filterKeys = ['state', 'origin', 'customer', 'group', 'everyone', 'sku'] as const;
export type FilterKey = (typeof filterKeys)[number];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_OF_SKU = 100;

/** The filter for the server. An address may hold anything; what no discount can match is not sent. */
export function toFilter({ q, state, origin, customer, group, everyone, sku }: DiscountsState): DiscountFilter {
  const [onlyOrigin] = origin;
  return {
    query: q.trim(),
    states: state,
    // Both origins together are no filter.
    ...(origin.length === 1 && onlyOrigin !== undefined ? { origin: onlyOrigin } : {}),
    customerId: UUID.test(customer) ? customer : '',
    groupId: UUID.test(group) ? group : '',
    everyone: everyone === true,
    sku: sku.slice(0, MOST_OF_SKU),
  };
}

/** Whom a discount is for is one choice: another one takes its place. */
export function whoPatch(who: Partial<Pick<DiscountsState, 'customer' | 'group' | 'everyone'>>): Partial<DiscountsState> {
  return { customer: '', group: '', everyone: undefined, ...who };
}
