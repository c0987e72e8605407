import { Alert, Stack, Text, Title } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CustomerKindSchema, TaxStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import { ReasonText, useEnumLabel, useFormat } from '@/i18n';
import { DataList } from '@/ui';
import type { NewCustomerValues } from './draft';
import classes from './wizard.module.css';

interface SummaryProps {
  values: NewCustomerValues;
  warnings: readonly string[];
}

/** What will be added, to be read once more. */
export function Summary({ values: { customer }, warnings }: SummaryProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const enumLabel = useEnumLabel();
  const person = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return (
    <Stack gap="sm" className={classes.summary}>
      <Title order={3}>{t('new.summary')}</Title>
      <DataList
        items={[
          { label: t('field.kind'), value: enumLabel(CustomerKindSchema, customer.kind) },
          { label: t('field.name'), value: customer.name || person },
          { label: t('field.email'), value: customer.email },
          { label: t('field.phone'), value: <Phone phone={customer.phone} warnings={warnings} /> },
          { label: t('field.taxId'), value: customer.taxId },
          { label: t('field.taxCountry'), value: customer.taxCountry && format.country(customer.taxCountry) },
          { label: t('field.taxStatus'), value: enumLabel(TaxStatusSchema, customer.taxStatus) },
          { label: t('field.language'), value: customer.language && format.language(customer.language) },
        ]}
      />
      <Alert role="note" color="gray" icon={<IconUserPlus size={18} aria-hidden />}>
        {t('new.willMakeEmployee', { email: customer.email })}
      </Alert>
    </Stack>
  );
}

function Phone({ phone, warnings }: { phone: string; warnings: readonly string[] }) {
  const reasons = warnings.filter((warning) => warning.endsWith(':phone')).map((warning) => warning.split(':')[0] ?? '');
  if (phone === '') return '–';
  return (
    <>
      {phone}
      {reasons.map((reason) => (
        <Text key={reason} size="xs" c="yellow" mt={2}>
          <ReasonText reason={reason} text="" />
        </Text>
      ))}
    </>
  );
}
