import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CountryField, EnumField, FieldGrid, TextField } from '@/forms';
import { CustomerKind, TaxStatusSchema, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { EditForm } from '@/records';
import { EditableSection } from '@/ui';
import { CustomerFacts, isErpOwned, OwnedField } from './erpOwned';
import { TaxHint } from './TaxHint';
import { useCustomerForm } from './useCustomerForm';

interface SectionProps {
  customer: Customer;
  canEdit: boolean;
}

export function TaxSection({ customer, canEdit }: SectionProps) {
  const { t } = useTranslation('customers');
  return (
    <EditableSection
      id="tax"
      title={t('section.tax')}
      canEdit={canEdit}
      view={<TaxView customer={customer} />}
      edit={(close) => <TaxForm customer={customer} close={close} />}
    />
  );
}

function TaxView({ customer }: { customer: Customer }) {
  return (
    <Stack gap="sm">
      <CustomerFacts customer={customer} fields={['taxId', 'taxCountry', 'registrationNumber', 'taxOffice', 'taxStatus']} />
      <TaxHint {...customer} />
    </Stack>
  );
}

function TaxForm({ customer, close }: { customer: Customer; close: () => void }) {
  const { t } = useTranslation('customers');
  const edit = useCustomerForm({
    customer,
    close,
    name: t('section.tax'),
    valuesOf: ({ taxCountry, taxId, registrationNumber, taxOffice, taxStatus }) => ({ taxCountry, taxId, registrationNumber, taxOffice, taxStatus }),
    toMessage: (values) => values,
  });
  const { form } = edit;
  const taxCountry = form.mantine.useWatchValue('taxCountry');
  const taxId = form.mantine.useWatchValue('taxId');
  const taxStatus = form.mantine.useWatchValue('taxStatus');
  return (
    <EditForm edit={edit}>
      <FieldGrid>
        <OwnedField customer={customer} field="taxCountry">
          <CountryField form={form} name="taxCountry" label={t('field.taxCountry')} />
        </OwnedField>
        <OwnedField customer={customer} field="taxId">
          <TextField form={form} name="taxId" label={t('field.taxId')} autoComplete="off" />
        </OwnedField>
        <OwnedField customer={customer} field="registrationNumber">
          <TextField form={form} name="registrationNumber" label={t('field.registrationNumber')} autoComplete="off" />
        </OwnedField>
        {customer.kind === CustomerKind.COMPANY && (
          <OwnedField customer={customer} field="taxOffice">
            <TextField form={form} name="taxOffice" label={t('field.taxOffice')} autoComplete="off" />
          </OwnedField>
        )}
        <EnumField form={form} name="taxStatus" desc={TaxStatusSchema} label={t('field.taxStatus')} />
      </FieldGrid>
      <TaxHint
        taxStatus={taxStatus}
        taxCountry={taxCountry}
        taxId={taxId}
        shopIds={customer.shopIds}
        onAccept={({ status, country }) => {
          form.mantine.setFieldValue('taxStatus', status);
          if (!isErpOwned(customer, 'taxCountry')) form.mantine.setFieldValue('taxCountry', country);
        }}
      />
    </EditForm>
  );
}
