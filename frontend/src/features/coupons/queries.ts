import { useQuery } from '@connectrpc/connect-query';
import { CouponService, type Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { useChange, useLatest, usePages } from '@/records';

const { createCoupon, updateCoupon, endCoupon, getCoupon, listCoupons, listRedemptions } = CouponService.method;

interface CouponFilter {
  query?: string;
  customerId?: string;
  usable?: boolean;
}

export function useCoupons(filter: CouponFilter, pageSize = 100) {
  return usePages(listCoupons, { ...filter, pageSize }, 'coupons', { keepRows: true });
}

export function useCoupon(id: string) {
  return useQuery(getCoupon, { id });
}

export function useLatestCoupon(id: string): () => Promise<Coupon> {
  return useLatest(getCoupon, { id }, ({ coupon }) => coupon);
}

export function useRedemptions(couponId: string) {
  return usePages(listRedemptions, { couponId, pageSize: 50 }, 'redemptions');
}

export function useCreateCoupon() {
  return useChange(createCoupon, listCoupons);
}

export function useUpdateCoupon() {
  return useChange(updateCoupon, listCoupons, getCoupon);
}

export function useEndCoupon() {
  return useChange(endCoupon, listCoupons, getCoupon);
}
