import { useMutation, useQuery } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { useChange, useDeletion, useLatest, usePages } from '@/records';
import { useInvalidate } from '@/rpc/invalidate';
import type { FilterInit } from './filter';

const PAGE_SIZE = 100;
const COUNT_IS_FRESH = 30_000;

const { getCustomer, listCustomers, countCustomers, ...method } = CustomerService.method;
/** Everything that shows a customer. */
const shown = [getCustomer, listCustomers, countCustomers];

export function useCustomers(filter: FilterInit, orderBy: string) {
  return usePages(listCustomers, { filter, orderBy, pageSize: PAGE_SIZE }, 'customers', { keepRows: true });
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

export function useLatestCustomer(id: string): () => Promise<Customer> {
  return useLatest(getCustomer, { id }, ({ customer }) => customer);
}

/** The customer to whom an e-mail belongs, if any: exact matches come first in a search (LIST-3). */
export function useOwnerOfEmail(email: string) {
  return useQuery(listCustomers, { filter: { query: email }, pageSize: 1 }, { enabled: email !== '' });
}

export function useCreateCustomer() {
  const refresh = useInvalidate();
  return useMutation(method.createCustomer, {
    onSuccess: (_, { validateOnly }) => (validateOnly ? undefined : refresh(listCustomers, countCustomers)),
  });
}

export function useUpdateCustomer() {
  return useChange(method.updateCustomer, ...shown);
}

export function useDeleteCustomer() {
  return useDeletion(method.deleteCustomer, { lists: [listCustomers, countCustomers], page: [getCustomer] });
}

export function useApproveCustomer() {
  return useChange(method.approveCustomer, ...shown);
}

export function useRejectCustomer() {
  return useChange(method.rejectCustomer, ...shown);
}

export function useBlockCustomer() {
  return useChange(method.blockCustomer, ...shown);
}

export function useUnblockCustomer() {
  return useChange(method.unblockCustomer, ...shown);
}
