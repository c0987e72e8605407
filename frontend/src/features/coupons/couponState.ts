import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { DiscountState } from '@/gen/kartoteka/v1/discount_service_pb';
import type { Tone } from '@/ui';
import { stateOf } from '@/features/discounts/public';

/** Where a coupon stands: as a discount does, and it may be used up. */
export type CouponState = 'usable' | 'upcoming' | 'usedUp' | 'expired' | 'ended';

export function couponState(coupon: Coupon, today: string): CouponState {
  const state = stateOf(coupon, today);
  if (state === DiscountState.ENDED) return 'ended';
  if (state === DiscountState.EXPIRED) return 'expired';
  if (coupon.maxUses !== undefined && coupon.uses >= coupon.maxUses) return 'usedUp';
  return state === DiscountState.UPCOMING ? 'upcoming' : 'usable';
}

export const couponTones: Record<CouponState, Tone> = {
  usable: 'positive',
  upcoming: 'info',
  usedUp: 'waiting',
  expired: 'neutral',
  ended: 'neutral',
};
