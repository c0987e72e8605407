import { createQueryOptions, useInfiniteQuery, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { keepPreviousData, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { useInvalidate } from '@/rpc/invalidate';
import type { FilterInit } from './filter';

const PAGE_SIZE = 100;
const COUNT_IS_FRESH = 30_000;

const { getCustomer, listCustomers, countCustomers } = CustomerService.method;

export function useCustomers(filter: FilterInit, orderBy: string) {
  return useInfiniteQuery(
    listCustomers,
    { filter, orderBy, pageSize: PAGE_SIZE, pageToken: '' },
    {
      pageParamKey: 'pageToken',
      getNextPageParam: (page) => page.nextPageToken || undefined,
      placeholderData: keepPreviousData,
    },
  );
}

/** The first customers that fit, for choosing among them. */
export function useCustomerSearch(query: string) {
  return useQuery(listCustomers, { filter: { query }, orderBy: 'name', pageSize: 20 }, { placeholderData: keepPreviousData });
}

/** Counted apart from the list: the rows must not wait for it. */
export function useCustomerCount(filter: FilterInit) {
  return useQuery(countCustomers, { filter }, { placeholderData: keepPreviousData, staleTime: COUNT_IS_FRESH });
}

export function useCustomer(id: string) {
  return useQuery(getCustomer, { id }, { enabled: id !== '' });
}

/** Reads the customer past the cache: what the server has at this moment. */
export function useLatestCustomer(id: string): () => Promise<Customer> {
  const client = useQueryClient();
  const transport = useTransport();
  return useCallback(async () => {
    const { customer } = await client.query({ ...createQueryOptions(getCustomer, { id }, { transport }), staleTime: 0 });
    if (!customer) throw new Error('the answer holds no customer');
    return customer;
  }, [client, transport, id]);
}

/** The customer to whom an e-mail belongs, if any: exact matches come first in a search (LIST-3). */
export function useOwnerOfEmail(email: string) {
  return useQuery(listCustomers, { filter: { query: email }, pageSize: 1 }, { enabled: email !== '' });
}

/** Everything that shows a customer. */
export function useCustomerChanged(): () => Promise<void> {
  const refresh = useInvalidate();
  return useCallback(() => refresh(getCustomer, listCustomers, countCustomers), [refresh]);
}

export function useCreateCustomer() {
  const refresh = useInvalidate();
  return useMutation(CustomerService.method.createCustomer, {
    onSuccess: (_, { validateOnly }) => (validateOnly ? undefined : refresh(listCustomers, countCustomers)),
  });
}

export function useUpdateCustomer() {
  return useMutation(CustomerService.method.updateCustomer, { onSuccess: useCustomerChanged() });
}

/** The page of the deleted customer is still on the screen when this ends: it must not be asked for again. */
export function useDeleteCustomer() {
  const refresh = useInvalidate();
  return useMutation(CustomerService.method.deleteCustomer, { onSuccess: () => refresh(listCustomers, countCustomers) });
}

export function useApproveCustomer() {
  return useMutation(CustomerService.method.approveCustomer, { onSuccess: useCustomerChanged() });
}

export function useRejectCustomer() {
  return useMutation(CustomerService.method.rejectCustomer, { onSuccess: useCustomerChanged() });
}

export function useBlockCustomer() {
  return useMutation(CustomerService.method.blockCustomer, { onSuccess: useCustomerChanged() });
}

export function useUnblockCustomer() {
  return useMutation(CustomerService.method.unblockCustomer, { onSuccess: useCustomerChanged() });
}
