import { Checkbox, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerSearch } from '@/features/customers/public';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import { SearchBox } from '@/table';
import { EmptyState, ErrorState } from '@/ui';
import classes from './groups.module.css';

interface CustomerPickerProps {
  chosen: readonly Customer[];
  onToggle: (customer: Customer) => void;
  /** Nobody else can be chosen. */
  isFull: boolean;
  /** Those who are in this group already are shown as such. */
  memberOf: string;
}

/** Finds customers by whatever identifies them, and lets several be ticked across searches. */
export function CustomerPicker(props: CustomerPickerProps) {
  const { t } = useTranslation('groups');
  const [text, setText] = useState('');
  const query = useCustomerSearch(text);
  const customers = query.data?.customers ?? [];
  return (
    <Stack gap="xs">
      <div className={classes.searchRow}>
        <SearchBox value={text} onChange={setText} label={t('picker.search')} isSearching={query.isFetching} />
      </div>
      <div className={classes.results} aria-busy={query.isFetching}>
        {query.error && <ErrorState error={query.error} onRetry={query.refetch} compact />}
        {query.isSuccess && customers.length === 0 && <EmptyState compact title={t('picker.none')} description={t('picker.noneHint')} />}
        {customers.length > 0 && (
          <ul aria-label={t('picker.results')}>
            {customers.map((customer) => (
              <li key={customer.id}>
                <CustomerChoice customer={customer} {...props} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {query.data?.nextPageToken && (
        <Text size="xs" c="dimmed">
          {t('picker.more')}
        </Text>
      )}
    </Stack>
  );
}

function CustomerChoice({ customer, chosen, onToggle, isFull, memberOf }: CustomerPickerProps & { customer: Customer }) {
  const { t } = useTranslation('groups');
  const isMember = customer.groupIds.includes(memberOf);
  const isChosen = chosen.some(({ id }) => id === customer.id);
  const details = [customer.number, customer.email, customer.taxId].filter(Boolean).join(' · ');
  return (
    <Checkbox
      size="sm"
      checked={isChosen || isMember}
      disabled={isMember || (isFull && !isChosen)}
      onChange={() => onToggle(customer)}
      label={customer.name}
      description={isMember ? `${details} · ${t('picker.isMember')}` : details}
    />
  );
}
