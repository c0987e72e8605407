import { callUnaryMethod, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { ShopService, type Shop } from '@/gen/kartoteka/v1/shop_service_pb';
import { useInvalidate } from '@/rpc/invalidate';

export function useShops() {
  return useQuery(ShopService.method.listShops, {});
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
