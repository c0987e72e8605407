import { useMemo } from 'react';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import { SearchSelect, unknownChoice, type Found, type SearchSelectProps } from '@/ui/SearchSelect';
import { useCustomer, useCustomerSearch } from './queries';

/** Chooses a customer; the value is its id. */
export function CustomerSelect(props: SearchSelectProps) {
  const { value } = props;
  const { data, isError } = useCustomer(value);
  const chosen = useMemo(() => (data?.customer ? foundCustomer(data.customer) : unknownChoice(value, isError)), [data, value, isError]);
  return <SearchSelect useSearch={useCustomersFound} chosen={chosen} {...props} />;
}

function useCustomersFound(words: string) {
  const { data, isFetching } = useCustomerSearch(words);
  return { found: useMemo(() => data?.customers.map(foundCustomer) ?? [], [data]), isFetching };
}

function foundCustomer({ id, name, number, email, taxId }: Customer): Found {
  return { value: id, label: name, hint: [number, email, taxId].filter(Boolean).join(' · ') };
}
