import { callUnaryMethod, useInfiniteQuery, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { CouponService, type Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { useRefreshing } from '@/rpc/invalidate';

const { createCoupon, updateCoupon, endCoupon, getCoupon, listCoupons, listRedemptions } = CouponService.method;

const paging = {
  pageParamKey: 'pageToken',
  getNextPageParam: (page: { nextPageToken: string }) => page.nextPageToken || undefined,
  placeholderData: keepPreviousData,
} as const;

interface CouponFilter {
  query?: string;
  customerId?: string;
  usable?: boolean;
}

export function useCoupons(filter: CouponFilter, pageSize = 100) {
  return useInfiniteQuery(listCoupons, { ...filter, pageSize, pageToken: '' }, paging);
}

export function useCoupon(id: string) {
  return useQuery(getCoupon, { id });
}

export function useRedemptions(couponId: string) {
  return useInfiniteQuery(listRedemptions, { couponId, pageSize: 50, pageToken: '' }, paging);
}

/** Reads the coupon past every cache, to compare it with what a form holds. */
export function useLoadCoupon(): (id: string) => Promise<Coupon> {
  const transport = useTransport();
  return async (id) => {
    const { coupon } = await callUnaryMethod(transport, getCoupon, { id });
    if (!coupon) throw new Error(`no coupon ${id} in the answer`);
    return coupon;
  };
}

export function useCreateCoupon() {
  return useMutation(createCoupon, useRefreshing(listCoupons));
}

export function useUpdateCoupon() {
  return useMutation(updateCoupon, useRefreshing(listCoupons, getCoupon));
}

export function useEndCoupon() {
  return useMutation(endCoupon, useRefreshing(listCoupons, getCoupon));
}
