import { Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DiscountOrigin, DiscountOriginSchema, type Discount } from '@/gen/kartoteka/v1/discount_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import type { Column } from '@/table';
import { StateBadge } from '../DiscountBadges';
import { useDiscountText } from '../useDiscountText';
import classes from './list.module.css';

/** The columns of the list; those that yield, the last one first, are told on the page of the discount as well. */
export function useDiscountColumns(): Column<Discount>[] {
  const { t } = useTranslation('discounts');
  const text = useDiscountText();
  const format = useFormat();
  return useMemo<Column<Discount>[]>(
    () => [
      { id: 'name', header: t('field.name'), cell: (discount) => text.title(discount), minWidth: 150, card: 'title' },
      { id: 'target', header: t('field.target'), cell: (discount) => text.target(discount.target), minWidth: 110 },
      { id: 'scope', header: t('field.scope'), cell: (discount) => text.scope(discount.scope), minWidth: 110 },
      { id: 'reduction', header: t('field.reduction'), cell: (discount) => text.reduction(discount.reduction), width: 120, align: 'end' },
      { id: 'validity', header: t('field.validity'), cell: (discount) => text.validity(discount), width: 216, yields: true },
      {
        id: 'minQuantity',
        header: t('field.minQuantityShort'),
        cell: ({ minQuantity }) => (minQuantity === '0' ? '–' : format.decimal(minQuantity)),
        width: 96,
        align: 'end',
        yields: true,
      },
      { id: 'priority', header: t('field.priority'), cell: ({ priority }) => format.number(priority), width: 124, align: 'end', yields: true, card: 'hidden' },
      { id: 'state', header: t('field.state'), cell: (discount) => <StateBadge discount={discount} />, width: 126 },
      { id: 'origin', header: t('field.origin'), cell: (discount) => <Origin discount={discount} />, width: 102 },
    ],
    [t, text, format],
  );
}

export function Origin({ discount: { origin, externalId } }: { discount: Discount }) {
  const { t } = useTranslation('discounts');
  const label = useEnumLabel();
  if (origin !== DiscountOrigin.ERP) return label(DiscountOriginSchema, origin);
  return (
    <Tooltip label={t('lock.erp')}>
      <span className={classes.locked}>
        <IconLock size={14} aria-hidden />
        {externalId?.sourceSystem || label(DiscountOriginSchema, origin)}
      </span>
    </Tooltip>
  );
}
