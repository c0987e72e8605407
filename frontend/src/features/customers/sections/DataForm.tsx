import { useTranslation } from 'react-i18next';
import { EnumField, FieldGrid, LanguageField, TextareaField, TextField } from '@/forms';
import { CustomerKind, CustomerKindSchema, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { EditForm } from '@/records';
import { OwnedField } from './erpOwned';
import { useCustomerForm } from './useCustomerForm';

export function DataForm({ customer, close }: { customer: Customer; close: () => void }) {
  const { t } = useTranslation('customers');
  const edit = useCustomerForm({
    customer,
    close,
    name: t('section.data'),
    valuesOf: ({ kind, name, firstName, lastName, email, phone, language, note }) => ({ kind, name, firstName, lastName, email, phone, language, note }),
    toMessage: (values) => values,
  });
  const { form } = edit;
  const isPerson = form.mantine.useWatchValue('kind') === CustomerKind.PERSON;
  return (
    <EditForm edit={edit}>
      <FieldGrid>
        <OwnedField customer={customer} field="kind">
          <EnumField form={form} name="kind" desc={CustomerKindSchema} label={t('field.kind')} />
        </OwnedField>
        <TextField
          form={form}
          name="name"
          label={t('field.name')}
          required={!isPerson}
          description={isPerson ? t('form.nameOfPerson') : undefined}
          autoComplete="off"
        />
        <TextField form={form} name="firstName" label={t('field.firstName')} autoComplete="off" />
        <TextField form={form} name="lastName" label={t('field.lastName')} autoComplete="off" />
        <TextField form={form} name="email" type="email" label={t('field.email')} description={t('form.emailOfCustomer')} autoComplete="off" />
        <TextField form={form} name="phone" type="tel" label={t('field.phone')} autoComplete="off" />
        <LanguageField form={form} name="language" label={t('field.language')} />
      </FieldGrid>
      <TextareaField form={form} name="note" label={t('field.note')} description={t('form.note')} />
    </EditForm>
  );
}
