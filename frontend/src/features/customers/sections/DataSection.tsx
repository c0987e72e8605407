import { Anchor, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CustomerKind, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { ReasonText } from '@/i18n';
import { EditableSection } from '@/ui';
import { warningsOn } from '../status';
import { DataForm } from './DataForm';
import { CustomerFacts } from './erpOwned';

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
  const { kind, firstName, lastName, email, note } = customer;
  const hasPerson = kind === CustomerKind.PERSON || firstName !== '' || lastName !== '';
  return (
    <CustomerFacts
      customer={customer}
      fields={[
        'kind',
        'name',
        ...(hasPerson ? ['firstName', 'lastName'] : []),
        'email',
        'phone',
        'language',
        'accountState',
        'origin',
        'createTime',
        'updateTime',
        ...(note === '' ? [] : ['note']),
      ]}
      wide={['note']}
      values={{ email: email && <Anchor href={`mailto:${email}`}>{email}</Anchor>, phone: <Phone customer={customer} /> }}
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
