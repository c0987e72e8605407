import { useTranslation } from 'react-i18next';
import { CustomerSelect } from '@/features/customers/public';
import { GroupSelect } from '@/features/groups/public';
import { BrandSelect, CategorySelect, ProductSelect } from '@/features/products/public';
import { DateField, DecimalField, FieldGrid, MoneyField, NumberField, PercentField, SearchField, TextField, type ProtoForm } from '@/forms';
import { hintBelow } from '@/forms/hintBelow';
import { ChoiceField, errorBelow } from './ChoiceField';
import type { DiscountValues } from './values';

interface FieldsProps {
  form: ProtoForm<DiscountValues>;
}

/** The fields of a discount, the same when it is granted and when it is changed. */
export function DiscountFields({ form }: FieldsProps) {
  const { t } = useTranslation('discounts');
  return (
    <>
      <TextField form={form} name="name" label={t('field.name')} description={t('hint.name')} maxLength={100} autoComplete="off" inputWrapperOrder={hintBelow} />
      <TargetField form={form} />
      <ScopeField form={form} />
      <ReductionField form={form} />
      <FieldGrid>
        <DecimalField form={form} name="minQuantity" label={t('field.minQuantity')} description={t('hint.minQuantity')} inputWrapperOrder={hintBelow} />
        <NumberField form={form} name="priority" min={1} label={t('field.priority')} description={t('hint.priority')} inputWrapperOrder={hintBelow} />
        <DateField form={form} name="validFrom" label={t('field.validFrom')} />
        <DateField form={form} name="validTo" label={t('field.validTo')} description={t('hint.validTo')} inputWrapperOrder={hintBelow} />
      </FieldGrid>
    </>
  );
}

function TargetField({ form }: FieldsProps) {
  const { t } = useTranslation('discounts');
  const kind = form.mantine.useWatchValue('targetKind');
  const isInvalid = Boolean(errorBelow(form, ['target']));
  return (
    <ChoiceField
      form={form}
      label={t('field.target')}
      kindName="targetKind"
      paths={['target']}
      kinds={[
        { value: 'group', label: t('kind.group') },
        { value: 'customer', label: t('kind.customer') },
        { value: 'everyone', label: t('everyone') },
      ]}
    >
      {kind === 'customer' && (
        <SearchField form={form} name="target.customerId" as={CustomerSelect} label={t('kind.customer')} placeholder={t('search.customer')} isInvalid={isInvalid} />
      )}
      {kind === 'group' && <SearchField form={form} name="target.groupId" as={GroupSelect} label={t('kind.group')} placeholder={t('search.group')} isInvalid={isInvalid} />}
    </ChoiceField>
  );
}

function ScopeField({ form }: FieldsProps) {
  const { t } = useTranslation('discounts');
  const kind = form.mantine.useWatchValue('scopeKind');
  const isInvalid = Boolean(errorBelow(form, ['scope']));
  return (
    <ChoiceField
      form={form}
      label={t('field.scope')}
      kindName="scopeKind"
      paths={['scope']}
      description={kind === 'category' && t('hint.category')}
      kinds={[
        { value: 'everything', label: t('everything') },
        { value: 'category', label: t('kind.category') },
        { value: 'brand', label: t('kind.brand') },
        { value: 'sku', label: t('kind.sku') },
      ]}
    >
      {kind === 'category' && (
        <SearchField form={form} name="scope.category" as={CategorySelect} label={t('kind.category')} placeholder={t('search.category')} isInvalid={isInvalid} />
      )}
      {kind === 'brand' && <SearchField form={form} name="scope.brand" as={BrandSelect} label={t('kind.brand')} placeholder={t('search.brand')} isInvalid={isInvalid} />}
      {kind === 'sku' && <SearchField form={form} name="scope.sku" as={ProductSelect} label={t('kind.sku')} placeholder={t('search.product')} isInvalid={isInvalid} />}
    </ChoiceField>
  );
}

function ReductionField({ form }: FieldsProps) {
  const { t } = useTranslation('discounts');
  const kind = form.mantine.useWatchValue('reductionKind');
  return (
    <ChoiceField
      form={form}
      label={t('field.reduction')}
      kindName="reductionKind"
      paths={['reduction']}
      description={kind === 'fixedPrice' && t('hint.fixedPrice')}
      kinds={[
        { value: 'percent', label: t('kind.percent') },
        { value: 'fixedPrice', label: t('kind.fixedPrice') },
      ]}
    >
      {kind === 'percent' ? (
        <PercentField form={form} name="percent" aria-label={t('kind.percent')} maw={160} />
      ) : (
        <MoneyField form={form} name="fixedPrice" label={t('field.fixedPrice')} />
      )}
    </ChoiceField>
  );
}
