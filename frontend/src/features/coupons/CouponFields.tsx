import { Input, SegmentedControl, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CustomerSelect } from '@/features/customers/public';
import { DateField, FieldGrid, MoneyField, NumberField, PercentField, SearchField, TextField, type ProtoForm } from '@/forms';
import { hintBelow } from '@/forms/hintBelow';
import type { CouponValues } from './values';

interface CouponFieldsProps {
  form: ProtoForm<CouponValues>;
  /** The code is chosen once, when the coupon is made. */
  isNew?: boolean;
}

export function CouponFields({ form, isNew = false }: CouponFieldsProps) {
  const { t } = useTranslation('coupons');
  return (
    <>
      <FieldGrid>
        {isNew && (
          <TextField
            form={form}
            name="code"
            label={t('field.code')}
            description={t('hint.code')}
            inputWrapperOrder={hintBelow}
            maxLength={50}
            autoComplete="off"
            autoCapitalize="characters"
            required
            data-autofocus
          />
        )}
        <TextField form={form} name="name" label={t('field.name')} description={t('hint.name')} inputWrapperOrder={hintBelow} maxLength={100} autoComplete="off" />
      </FieldGrid>
      <ReductionField form={form} />
      <FieldGrid>
        <DateField form={form} name="validFrom" label={t('field.validFrom')} />
        <DateField form={form} name="validTo" label={t('field.validTo')} description={t('hint.validTo')} inputWrapperOrder={hintBelow} />
        <NumberField form={form} name="maxUses" label={t('field.maxUses')} description={t('hint.maxUses')} inputWrapperOrder={hintBelow} />
        <SearchField form={form} name="customerId" as={CustomerSelect} label={t('field.customerId')} isLabelled placeholder={t('anybody')} />
      </FieldGrid>
    </>
  );
}

function ReductionField({ form }: { form: ProtoForm<CouponValues> }) {
  const { t } = useTranslation('coupons');
  const kind = form.mantine.useWatchValue('kind');
  return (
    <Input.Wrapper label={t('field.reduction')} labelElement="div">
      <Stack gap="xs">
        <SegmentedControl
          aria-label={t('field.reduction')}
          data={[
            { value: 'percent', label: t('kind.percent') },
            { value: 'amount', label: t('field.amount') },
          ]}
          value={kind}
          onChange={(next) => form.mantine.setValues({ kind: next })}
          disabled={form.isSubmitting}
        />
        {kind === 'percent' ? (
          <PercentField form={form} name="percent" aria-label={t('kind.percent')} maw={160} />
        ) : (
          <MoneyField form={form} name="amount" label={t('field.amount')} />
        )}
      </Stack>
    </Input.Wrapper>
  );
}
