import { createQueryOptions, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Address } from '@/gen/kartoteka/v1/address_pb';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { useInvalidate } from '@/rpc/invalidate';

const { listAddresses, getCustomer, listCustomers } = CustomerService.method;

export function useAddresses(customerId: string) {
  return useQuery(listAddresses, { customerId });
}

/** Reads one address past the cache. */
export function useLatestAddress({ id, customerId }: Address): () => Promise<Address> {
  const client = useQueryClient();
  const transport = useTransport();
  return useCallback(async () => {
    const { addresses } = await client.query({ ...createQueryOptions(listAddresses, { customerId }, { transport }), staleTime: 0 });
    const found = addresses.find((address) => address.id === id);
    if (!found) throw new Error('the address is gone');
    return found;
  }, [client, transport, id, customerId]);
}

function useAddressesChanged(): () => Promise<void> {
  const refresh = useInvalidate();
  return () => refresh(listAddresses, getCustomer, listCustomers);
}

export function useCreateAddress() {
  return useMutation(CustomerService.method.createAddress, { onSuccess: useAddressesChanged() });
}

export function useUpdateAddress() {
  return useMutation(CustomerService.method.updateAddress, { onSuccess: useAddressesChanged() });
}

export function useDeleteAddress() {
  return useMutation(CustomerService.method.deleteAddress, { onSuccess: useAddressesChanged() });
}
