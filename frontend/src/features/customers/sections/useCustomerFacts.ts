import { useMemo } from 'react';
import { useShops } from '@/features/shops/public';
import { useStaffById } from '@/features/staff/public';
import { CustomerSchema, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { useFormat } from '@/i18n';
import { useFacts, type Shows } from '@/records';

export function useCustomerFacts({ accountManagerId: manager }: Customer) {
  const format = useFormat();
  const staff = useStaffById(useMemo(() => [manager], [manager]));
  const shops = useShops();
  const shows = useMemo<Shows<typeof CustomerSchema>>(
    () => ({
      accountManagerId: ({ accountManagerId }) => accountManagerId && (staff.get(accountManagerId)?.name ?? '…'),
      shopIds: ({ shopIds }) => format.list(shopIds.map((id) => shops.find((shop) => shop.id === id)?.name ?? '…')),
    }),
    [format, staff, shops],
  );
  return useFacts(CustomerSchema, 'customers', shows);
}
