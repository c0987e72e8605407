import { callUnaryMethod, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { ShopService, type Shop } from '@/gen/kartoteka/v1/shop_service_pb';
import { useInvalidate } from '@/rpc/invalidate';
import { todayOf } from './days';

/** Shops seldom change; a minute late is soon enough. */
const STALE_AFTER = 60_000;
const noShops: Shop[] = [];

export function useShopsQuery() {
  return useQuery(ShopService.method.listShops, {}, { staleTime: STALE_AFTER });
}

/** All shops; there are few. None while they are on their way. */
export function useShops(): readonly Shop[] {
  return useShopsQuery().data?.shops ?? noShops;
}

/** Today in the first shop, which is the day that lists take. */
export function useToday(): string {
  return todayOf(useShops());
}

/** Reads one shop past every cache; the list is the only way to it, and it is short. */
export function useLoadShop(): (id: string) => Promise<Shop> {
  const transport = useTransport();
  return async (id) => {
    const { shops } = await callUnaryMethod(transport, ShopService.method.listShops, {});
    const shop = shops.find((candidate) => candidate.id === id);
    if (!shop) throw new Error(`no shop ${id} in the list`);
    return shop;
  };
}

export function useCreateShop() {
  const refresh = useInvalidate();
  return useMutation(ShopService.method.createShop, { onSuccess: () => refresh(ShopService.method.listShops) });
}

export function useUpdateShop() {
  const refresh = useInvalidate();
  return useMutation(ShopService.method.updateShop, { onSuccess: () => refresh(ShopService.method.listShops) });
}
