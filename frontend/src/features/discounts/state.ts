import { timestampDate } from '@bufbuild/protobuf/wkt';
import { DiscountOrigin, type Discount } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountState } from '@/gen/kartoteka/v1/discount_service_pb';
import type { Tone } from '@/ui';

/** Where a discount stands on a day. */
export function stateOf({ endTime, validFrom, validTo }: Pick<Discount, 'endTime' | 'validFrom' | 'validTo'>, today: string): DiscountState {
  if (endTime && timestampDate(endTime) <= new Date()) return DiscountState.ENDED;
  if (validTo !== '' && validTo < today) return DiscountState.EXPIRED;
  return validFrom !== '' && validFrom > today ? DiscountState.UPCOMING : DiscountState.ACTIVE;
}

export const stateTones: Record<DiscountState, Tone> = {
  [DiscountState.UNSPECIFIED]: 'neutral',
  [DiscountState.UPCOMING]: 'info',
  [DiscountState.ACTIVE]: 'positive',
  [DiscountState.EXPIRED]: 'neutral',
  [DiscountState.ENDED]: 'neutral',
};

/** A discount of the past, which only the record keeps. */
export function isOver(state: DiscountState): boolean {
  return state === DiscountState.EXPIRED || state === DiscountState.ENDED;
}

/** Why nobody may change it here; undefined when somebody may. */
export function lockOf(discount: Discount): 'erp' | 'ended' | undefined {
  if (discount.origin === DiscountOrigin.ERP) return 'erp';
  return discount.endTime ? 'ended' : undefined;
}
