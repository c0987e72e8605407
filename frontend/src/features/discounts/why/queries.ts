import type { MessageInitShape } from '@bufbuild/protobuf';
import { useQuery } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { PricingService, type QuoteRequestSchema } from '@/gen/kartoteka/v1/pricing_service_pb';

/** Prices and the reasons for them, in the words of the server. A price is never shown from a cache that may be stale. */
export function useExplain(quote: MessageInitShape<typeof QuoteRequestSchema> | undefined, language: string) {
  return useQuery(
    PricingService.method.explain,
    { quote: quote ?? {}, language },
    { enabled: quote !== undefined, staleTime: 0, placeholderData: keepPreviousData },
  );
}
