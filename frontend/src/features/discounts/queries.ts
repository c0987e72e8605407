import type { MessageInitShape } from '@bufbuild/protobuf';
import { useQuery } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import type { Discount, DiscountSchema } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountService, FindingKind, type ListDiscountsRequestSchema } from '@/gen/kartoteka/v1/discount_service_pb';
import { PricingService } from '@/gen/kartoteka/v1/pricing_service_pb';
import { useChange, useLatest, usePages, type Pages } from '@/records';

export type DiscountFilter = MessageInitShape<typeof ListDiscountsRequestSchema>;
export type DiscountInit = MessageInitShape<typeof DiscountSchema>;

const { createDiscount, updateDiscount, endDiscount, getDiscount, listDiscounts, previewDiscount, listDiscountFindings } = DiscountService.method;
/** Whatever shows discounts, or prices that they make. */
const shown = [getDiscount, listDiscounts, previewDiscount, listDiscountFindings, PricingService.method.explain];

export function useDiscounts(filter: DiscountFilter, pageSize = 100): Pages<Discount> {
  return usePages(listDiscounts, { ...filter, pageSize }, 'discounts', { keepRows: true });
}

export function useDiscount(id: string) {
  return useQuery(getDiscount, { id });
}

export function useLatestDiscount(id: string): () => Promise<Discount> {
  return useLatest(getDiscount, { id }, ({ discount }) => discount);
}

/** What a discount would do, with reasons in the words of the server; nothing is asked while there is none. */
export function usePreview(discount: DiscountInit | undefined, shopId: string, language: string) {
  return useQuery(previewDiscount, { discount: discount ?? {}, shopId, language }, { enabled: discount !== undefined, placeholderData: keepPreviousData });
}

export function useFindings(kind: FindingKind) {
  return usePages(listDiscountFindings, { kind, pageSize: 50 }, 'findings', { keepRows: true });
}

export function useCreateDiscount() {
  return useChange(createDiscount, ...shown);
}

export function useUpdateDiscount() {
  return useChange(updateDiscount, ...shown);
}

export function useEndDiscount() {
  return useChange(endDiscount, ...shown);
}
