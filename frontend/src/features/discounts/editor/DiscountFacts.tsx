import { useTranslation } from 'react-i18next';
import type { Discount } from '@/gen/kartoteka/v1/discount_pb';
import { useFormat } from '@/i18n';
import { DataList, RelativeTime } from '@/ui';
import { TargetLink } from '../TargetLink';
import { useDiscountText } from '../useDiscountText';

/** A discount while nobody edits it. */
export function DiscountFacts({ discount }: { discount: Discount }) {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  const text = useDiscountText();
  const { externalId, endTime, minQuantity } = discount;
  return (
    <DataList
      items={[
        { label: t('field.target'), value: <TargetLink target={discount.target} /> },
        { label: t('field.scope'), value: text.scope(discount.scope) },
        { label: t('field.reduction'), value: text.reduction(discount.reduction) },
        { label: t('field.minQuantity'), value: minQuantity === '0' ? t('anyQuantity') : format.decimal(minQuantity) },
        { label: t('field.priority'), value: format.number(discount.priority) },
        { label: t('field.validity'), value: text.validity(discount) },
        { label: t('field.createTime'), value: format.dateTime(discount.createTime) },
        { label: t('field.updateTime'), value: <RelativeTime value={discount.updateTime} /> },
        ...(endTime ? [{ label: t('field.endTime'), value: format.dateTime(endTime) }] : []),
        ...(externalId ? [{ label: t('field.externalId'), value: `${externalId.sourceSystem}: ${externalId.externalId}` }] : []),
      ]}
    />
  );
}
