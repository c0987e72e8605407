import { Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { CustomerKindSchema, CustomerStatus, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { HistorySection } from '@/records';
import { CopyButton, ErrorState, Page } from '@/ui';
import { AccountIcon } from '../AccountIcon';
import { AddressesSection } from '../addresses/AddressesSection';
import { CustomerBadges } from '../CustomerBadges';
import { EmployeesSection } from '../employees/EmployeesSection';
import { MembershipsSection } from '../memberships/MembershipsSection';
import { useCustomer } from '../queries';
import { CareSection } from '../sections/CareSection';
import { DataSection } from '../sections/DataSection';
import { ExternalIdsSection } from '../sections/ExternalIdsSection';
import { TaxSection } from '../sections/TaxSection';
import { TradeSection } from '../sections/TradeSection';
import { CreatedNotice } from './CreatedNotice';
import { CustomerActions } from './CustomerActions';
import classes from './detail.module.css';
import { Notices } from './Notices';
import { PriceSections } from './PriceSections';
import { SectionNav } from './SectionNav';

/** One customer with everything that hangs on it (CUST-13). */
export function CustomerPage({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const query = useCustomer(customerId);
  const customer = query.data?.customer;
  const breadcrumb = [{ label: t('title'), to: '/customers' as const }];
  if (customer) return <Loaded key={customer.id} customer={customer} />;
  return (
    <Page title={t('detail.title')} breadcrumb={breadcrumb}>
      {query.error ? <ErrorState error={query.error} onRetry={query.refetch} /> : <Loading />}
    </Page>
  );
}

function Loaded({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const canEdit = useCan(Permission.CUSTOMERS_WRITE) && customer.status !== CustomerStatus.ANONYMIZED;
  return (
    <Page
      title={customer.name}
      breadcrumb={[{ label: t('title'), to: '/customers' }]}
      badge={<CustomerBadges customer={customer} />}
      subtitle={<Subtitle customer={customer} />}
      actions={<CustomerActions customer={customer} />}
    >
      <div className={classes.layout}>
        <SectionNav />
        <Stack gap="md">
          <CreatedNotice customer={customer} />
          <Notices customer={customer} />
          <div className={classes.sections}>
            <DataSection customer={customer} canEdit={canEdit} />
            <TaxSection customer={customer} canEdit={canEdit} />
            <TradeSection customer={customer} canEdit={canEdit} />
            <CareSection customer={customer} canEdit={canEdit} />
            <AddressesSection customer={customer} canEdit={canEdit} />
            <EmployeesSection customer={customer} canEdit={canEdit} />
            <MembershipsSection customer={customer} canEdit={canEdit} />
            <PriceSections customerId={customer.id} />
            <ExternalIdsSection customer={customer} />
            <HistorySection subject={HistorySubject.CUSTOMER} id={customer.id} />
          </div>
        </Stack>
      </div>
    </Page>
  );
}

function Subtitle({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const enumLabel = useEnumLabel();
  return (
    <div className={classes.subtitle}>
      <AccountIcon state={customer.accountState} />
      <span>{t('detail.number', { number: customer.number })}</span>
      <CopyButton value={customer.number} label={t('field.number')} />
      <span aria-hidden>·</span>
      <span>{enumLabel(CustomerKindSchema, customer.kind)}</span>
      <span aria-hidden>·</span>
      <span>{t('detail.since', { date: format.date(customer.createTime) })}</span>
    </div>
  );
}

function Loading() {
  const { t } = useTranslation('customers');
  return (
    <Stack gap="md" role="status" aria-label={t('common:state.loading')}>
      {[180, 120, 160].map((height) => (
        <Skeleton key={height} height={height} radius="md" />
      ))}
    </Stack>
  );
}
