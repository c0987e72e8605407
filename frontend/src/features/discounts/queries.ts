import type { MessageInitShape } from '@bufbuild/protobuf';
import { callUnaryMethod, useInfiniteQuery, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import type { Discount, DiscountSchema } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountService, FindingKind, type ListDiscountsRequestSchema } from '@/gen/kartoteka/v1/discount_service_pb';
import { PricingService } from '@/gen/kartoteka/v1/pricing_service_pb';
import { useRefreshing } from '@/rpc/invalidate';

export type DiscountFilter = MessageInitShape<typeof ListDiscountsRequestSchema>;
export type DiscountInit = MessageInitShape<typeof DiscountSchema>;

const { createDiscount, updateDiscount, endDiscount, getDiscount, listDiscounts, previewDiscount, listDiscountFindings } = DiscountService.method;
/** Whatever shows discounts, or prices that they make. */
const touched = [getDiscount, listDiscounts, previewDiscount, listDiscountFindings, PricingService.method.explain];

const paging = {
  pageParamKey: 'pageToken',
  getNextPageParam: (page: { nextPageToken: string }) => page.nextPageToken || undefined,
  placeholderData: keepPreviousData,
} as const;

export function useDiscounts(filter: DiscountFilter, pageSize = 100) {
  return useInfiniteQuery(listDiscounts, { ...filter, pageSize, pageToken: '' }, paging);
}

export function useDiscount(id: string) {
  return useQuery(getDiscount, { id });
}

/** Reads the discount past every cache, to compare it with what a form holds. */
export function useLoadDiscount(): (id: string) => Promise<Discount> {
  const transport = useTransport();
  return async (id) => {
    const { discount } = await callUnaryMethod(transport, getDiscount, { id });
    if (!discount) throw new Error(`no discount ${id} in the answer`);
    return discount;
  };
}

/** What a discount would do, with reasons in the words of the server; nothing is asked while there is none. */
export function usePreview(discount: DiscountInit | undefined, shopId: string, language: string) {
  return useQuery(previewDiscount, { discount: discount ?? {}, shopId, language }, { enabled: discount !== undefined, placeholderData: keepPreviousData });
}

export function useFindings(kind: FindingKind) {
  return useInfiniteQuery(listDiscountFindings, { kind, pageSize: 50, pageToken: '' }, paging);
}

export function useCreateDiscount() {
  return useMutation(createDiscount, useRefreshing(...touched));
}

export function useUpdateDiscount() {
  return useMutation(updateDiscount, useRefreshing(...touched));
}

export function useEndDiscount() {
  return useMutation(endDiscount, useRefreshing(...touched));
}
