import { useQuery } from '@connectrpc/connect-query';
import { ShopService, type Shop } from '@/gen/kartoteka/v1/shop_service_pb';
import { useChange, useLatest } from '@/records';
import { todayOf } from './days';

/** Shops seldom change; a minute late is soon enough. */
const STALE_AFTER = 60_000;
const noShops: Shop[] = [];

const { createShop, listShops, updateShop } = ShopService.method;

export function useShopsQuery() {
  return useQuery(listShops, {}, { staleTime: STALE_AFTER });
}

/** All shops; there are few. None while they are on their way. */
export function useShops(): readonly Shop[] {
  return useShopsQuery().data?.shops ?? noShops;
}

/** Today in the first shop, which is the day that lists take. */
export function useToday(): string {
  return todayOf(useShops());
}

export function useLatestShop(id: string): () => Promise<Shop> {
  return useLatest(listShops, {}, ({ shops }) => shops.find((shop) => shop.id === id));
}

export function useCreateShop() {
  return useChange(createShop, listShops);
}

export function useUpdateShop() {
  return useChange(updateShop, listShops);
}
