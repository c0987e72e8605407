import { useTranslation } from 'react-i18next';
import { CountryField, EnumField, FieldGrid, LanguageField, TextField, type ProtoForm } from '@/forms';
import { CustomerKind, TaxStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import { TaxHint } from '../sections/TaxHint';
import type { NewCustomerValues } from './draft';

interface StepProps {
  form: ProtoForm<NewCustomerValues>;
}

/** Step 2: the data of a company or of a person. */
export function DataStep({ form }: StepProps) {
  const { t } = useTranslation('customers');
  const isPerson = form.mantine.getValues().customer.kind === CustomerKind.PERSON;
  return (
    <>
      <FieldGrid>
        {!isPerson && <TextField form={form} name="customer.name" label={t('field.name')} autoComplete="off" required />}
        {!isPerson && <Phone form={form} />}
        <TextField form={form} name="customer.firstName" label={t(isPerson ? 'field.firstName' : 'new.contactFirstName')} autoComplete="off" />
        <TextField form={form} name="customer.lastName" label={t(isPerson ? 'field.lastName' : 'new.contactLastName')} autoComplete="off" />
        {isPerson && (
          <TextField form={form} name="customer.name" label={t('field.name')} description={t('form.nameOfPerson')} autoComplete="off" />
        )}
        {isPerson && <Phone form={form} />}
        <LanguageField form={form} name="customer.language" label={t('field.language')} />
      </FieldGrid>
      <FieldGrid>
        <CountryField form={form} name="customer.taxCountry" label={t('field.taxCountry')} />
        <TextField form={form} name="customer.taxId" label={t('field.taxId')} autoComplete="off" />
        {!isPerson && <TextField form={form} name="customer.registrationNumber" label={t('field.registrationNumber')} autoComplete="off" />}
        <EnumField form={form} name="customer.taxStatus" desc={TaxStatusSchema} label={t('field.taxStatus')} />
      </FieldGrid>
      <WatchedTaxHint form={form} />
    </>
  );
}

function Phone({ form }: StepProps) {
  const { t } = useTranslation('customers');
  return <TextField form={form} name="customer.phone" type="tel" label={t('field.phone')} autoComplete="off" />;
}

function WatchedTaxHint({ form }: StepProps) {
  const customer = form.mantine.useWatchValue('customer');
  if (customer.taxCountry === '' && customer.taxId === '') return null;
  return (
    <TaxHint
      taxStatus={customer.taxStatus}
      taxCountry={customer.taxCountry}
      taxId={customer.taxId}
      shopIds={[]}
      onAccept={({ status, country }) => {
        form.mantine.setFieldValue('customer.taxStatus', status);
        form.mantine.setFieldValue('customer.taxCountry', country);
      }}
    />
  );
}
