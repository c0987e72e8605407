import { useQuery } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { ProductService } from '@/gen/kartoteka/v1/product_service_pb';

/** As many as a person reads before typing more. */
const SHOWN = 20;
/** Names seldom change; a minute late is soon enough. */
const STALE_AFTER = 60_000;

const search = { placeholderData: keepPreviousData, staleTime: STALE_AFTER } as const;

export function useProductSearch(query: string) {
  return useQuery(ProductService.method.listProducts, { query, pageSize: SHOWN }, search);
}

/** The products of these SKUs; nothing is asked for none. */
export function useProducts(skus: readonly string[]) {
  return useQuery(ProductService.method.listProducts, { skus: [...skus], pageSize: 200 }, { ...search, enabled: skus.length > 0 });
}

export function useCategorySearch(query: string) {
  return useQuery(ProductService.method.listCategories, { query, pageSize: SHOWN }, search);
}

export function useBrandSearch(query: string) {
  return useQuery(ProductService.method.listBrands, { query, pageSize: SHOWN }, search);
}

/** Whether there is any product at all; undefined while that is unknown. */
export function useHasProducts(): boolean | undefined {
  const { data } = useQuery(ProductService.method.listProducts, { pageSize: 1 }, { staleTime: STALE_AFTER });
  return data && data.products.length > 0;
}
