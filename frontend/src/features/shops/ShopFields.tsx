import { useTranslation } from 'react-i18next';
import { CountryField, CurrencyField, FieldGrid, LanguageField, SwitchField, TextField, type ProtoForm } from '@/forms';
import { hintBelow } from '@/forms/hintBelow';
import { PricingFields } from './PricingFields';
import type { ShopValues } from './values';
import { TimeZoneField } from './TimeZoneField';

interface ShopFieldsProps {
  form: ProtoForm<ShopValues>;
  /** The code is chosen once, when the shop is added. */
  isNew?: boolean;
}

export function ShopFields({ form, isNew = false }: ShopFieldsProps) {
  const { t } = useTranslation('shops');
  return (
    <>
      <FieldGrid>
        <TextField form={form} name="name" label={t('field.name')} maxLength={100} autoComplete="off" required data-autofocus />
        <TextField form={form} name="domain" label={t('field.domain')} placeholder="shop.example" maxLength={253} autoComplete="off" />
        {isNew && (
          <TextField form={form} name="code" label={t('field.code')} description={t('hint.code')} inputWrapperOrder={hintBelow} maxLength={50} autoComplete="off" required />
        )}
        <CountryField form={form} name="country" label={t('field.country')} description={t('hint.country')} inputWrapperOrder={hintBelow} required clearable={false} />
        <TimeZoneField form={form} />
        <LanguageField form={form} name="language" label={t('field.language')} required clearable={false} />
        <CurrencyField form={form} name="currency" label={t('field.currency')} required clearable={false} />
      </FieldGrid>
      <SwitchField form={form} name="approvalRequired" label={t('field.approvalRequired')} description={t('hint.approvalRequired')} />
      <PricingFields form={form} />
    </>
  );
}
