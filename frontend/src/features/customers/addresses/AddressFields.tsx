import { useTranslation } from 'react-i18next';
import { CountryField, FieldGrid, TextField, type ProtoForm } from '@/forms';
import type { AddressValues } from './address';

type TextName = Exclude<keyof AddressValues, 'type' | 'isDefault'>;

interface AddressFieldsProps<Values extends object> {
  form: ProtoForm<Values>;
  /** Where the address is in the values of the form. */
  at: (field: TextName) => Parameters<typeof TextField<Values>>[0]['name'];
}

/** The inputs of one address, in the order of a label on a parcel. */
export function AddressFields<Values extends object>({ form, at }: AddressFieldsProps<Values>) {
  const { t } = useTranslation('customers');
  return (
    <FieldGrid>
      <TextField form={form} name={at('recipient')} label={t('field.recipient')} autoComplete="off" />
      <TextField form={form} name={at('company')} label={t('field.company')} autoComplete="off" />
      <TextField form={form} name={at('street')} label={t('field.street')} autoComplete="off" />
      <TextField form={form} name={at('postalCode')} label={t('field.postalCode')} autoComplete="off" />
      <TextField form={form} name={at('city')} label={t('field.city')} autoComplete="off" />
      <TextField form={form} name={at('region')} label={t('field.region')} autoComplete="off" />
      <CountryField form={form} name={at('country')} label={t('field.country')} allowDeselect={false} required />
      <TextField form={form} name={at('phone')} type="tel" label={t('field.phone')} autoComplete="off" />
      <TextField form={form} name={at('label')} label={t('field.label')} description={t('address.labelHint')} autoComplete="off" />
      <TextField form={form} name={at('pickupPoint')} label={t('field.pickupPoint')} description={t('address.pickupPointHint')} autoComplete="off" />
    </FieldGrid>
  );
}
