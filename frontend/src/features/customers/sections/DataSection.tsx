import { Anchor, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AccountStateSchema, CustomerKind, OriginSchema, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { ReasonText, useEnumLabel, useFormat } from '@/i18n';
import { DataList, EditableSection } from '@/ui';
import { warningsOn } from '../status';
import { DataForm } from './DataForm';
import { useFieldItems } from './erpOwned';

interface SectionProps {
  customer: Customer;
  canEdit: boolean;
}

/** Who the customer is and how to reach them. */
export function DataSection({ customer, canEdit }: SectionProps) {
  const { t } = useTranslation('customers');
  return (
    <EditableSection
      id="data"
      title={t('section.data')}
      canEdit={canEdit}
      view={<DataView customer={customer} />}
      edit={(close) => <DataForm customer={customer} close={close} />}
    />
  );
}

function DataView({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const enumLabel = useEnumLabel();
  const item = useFieldItems(customer);
  const hasPerson = customer.kind === CustomerKind.PERSON || customer.firstName !== '' || customer.lastName !== '';
  return (
    <DataList
      items={[
        item('kind'),
        item('name'),
        ...(hasPerson ? [item('firstName'), item('lastName')] : []),
        item('email', customer.email && <Anchor href={`mailto:${customer.email}`}>{customer.email}</Anchor>),
        item('phone', <Phone customer={customer} />),
        item('language'),
        { label: t('field.accountState'), value: enumLabel(AccountStateSchema, customer.accountState) },
        { label: t('field.origin'), value: enumLabel(OriginSchema, customer.origin) },
        { label: t('field.createTime'), value: format.dateTime(customer.createTime) },
        { label: t('field.updateTime'), value: format.dateTime(customer.updateTime) },
        ...(customer.note === '' ? [] : [{ ...item('note'), wide: true }]),
      ]}
    />
  );
}

/** Kept as typed; what does not look like a number says so (CUST-2). */
function Phone({ customer }: { customer: Customer }) {
  const { phone } = customer;
  if (phone === '') return '–';
  const warnings = warningsOn(customer, 'phone');
  return (
    <>
      <Anchor href={`tel:${phone.replace(/\s/g, '')}`}>{phone}</Anchor>
      {warnings.map((reason) => (
        <Text key={reason} size="xs" c="yellow" mt={2}>
          <IconAlertTriangle size={13} style={{ verticalAlign: '-0.15em' }} aria-hidden /> <ReasonText reason={reason} text="" />
        </Text>
      ))}
    </>
  );
}
