import { useQuery } from '@connectrpc/connect-query';
import type { Address } from '@/gen/kartoteka/v1/address_pb';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { useChange, useLatest } from '@/records';

const { listAddresses, createAddress, updateAddress, deleteAddress, getCustomer, listCustomers } = CustomerService.method;
const shown = [listAddresses, getCustomer, listCustomers];

export function useAddresses(customerId: string) {
  return useQuery(listAddresses, { customerId });
}

export function useLatestAddress({ id, customerId }: Address): () => Promise<Address> {
  return useLatest(listAddresses, { customerId }, ({ addresses }) => addresses.find((address) => address.id === id));
}

export function useCreateAddress() {
  return useChange(createAddress, ...shown);
}

export function useUpdateAddress() {
  return useChange(updateAddress, ...shown);
}

export function useDeleteAddress() {
  return useChange(deleteAddress, ...shown);
}
