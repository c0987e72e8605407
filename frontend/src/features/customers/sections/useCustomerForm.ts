import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Customer, CustomerSchema } from '@/gen/kartoteka/v1/customer_pb';
import { useEditForm } from '@/records';
import { useLatestCustomer, useUpdateCustomer } from '../queries';
import { useCustomerFacts } from './useCustomerFacts';

interface CustomerFormOptions<Values extends object> {
  customer: Customer;
  /** The section, as the guard against lost changes names it. */
  name: string;
  valuesOf: (customer: Customer) => Values;
  toMessage: (values: Values) => MessageInitShape<typeof CustomerSchema>;
  close: () => void;
}

/** The form of one section. */
export function useCustomerForm<Values extends object>({ customer, ...options }: CustomerFormOptions<Values>) {
  const update = useUpdateCustomer();
  return useEditForm({
    ...options,
    facts: useCustomerFacts(customer),
    record: customer,
    loadLatest: useLatestCustomer(customer.id),
    prefix: 'customer',
    save: (change, updateMask) => update.mutateAsync({ customer: change, updateMask }),
  });
}
