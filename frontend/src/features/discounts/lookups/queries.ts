import { useQuery } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { GroupService } from '@/gen/kartoteka/v1/group_service_pb';
import { ProductService } from '@/gen/kartoteka/v1/product_service_pb';
import { ShopService, type Shop } from '@/gen/kartoteka/v1/shop_service_pb';

/** As many as a person reads before typing more. */
const SHOWN = 20;
/** Names seldom change; a minute late is soon enough. */
const STALE_AFTER = 60_000;

const search = { placeholderData: keepPreviousData, staleTime: STALE_AFTER } as const;

export function useCustomerSearch(query: string) {
  return useQuery(CustomerService.method.listCustomers, { filter: { query }, orderBy: 'name', pageSize: SHOWN }, search);
}

export function useCustomerById(id: string) {
  return useQuery(CustomerService.method.getCustomer, { id }, { enabled: id !== '' });
}

export function useGroupSearch(query: string) {
  return useQuery(GroupService.method.listGroups, { query, pageSize: SHOWN }, search);
}

export function useGroupById(id: string) {
  return useQuery(GroupService.method.getGroup, { id }, { enabled: id !== '' });
}

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

const noShops: Shop[] = [];

/** All shops; there are few. None while they are on their way. */
export function useShops(): readonly Shop[] {
  return useShopsQuery().data?.shops ?? noShops;
}

export function useShopsQuery() {
  return useQuery(ShopService.method.listShops, {}, { staleTime: STALE_AFTER });
}
