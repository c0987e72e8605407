import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Discount } from '@/gen/kartoteka/v1/discount_pb';
import { useFormat } from '@/i18n';
import type { PlainColumn } from '@/table/PlainTable';
import { TextLink } from '@/ui';
import { StateBadge } from '../DiscountBadges';
import { Origin } from '../list/columns';
import { TargetLink } from '../TargetLink';
import { useDiscountText } from '../useDiscountText';

interface LineOptions {
  withTarget: boolean;
  withOrigin: boolean;
}

/** The columns of discounts on the page of those who get them. */
export function useLineColumns({ withTarget, withOrigin }: LineOptions): PlainColumn<Discount>[] {
  const { t } = useTranslation('discounts');
  const text = useDiscountText();
  const format = useFormat();
  return useMemo(() => {
    const columns: (PlainColumn<Discount> | false)[] = [
      { id: 'name', header: t('field.name'), cell: (discount) => <NameLink discount={discount} />, card: 'title' },
      withTarget && { id: 'target', header: t('field.target'), cell: (discount) => <TargetLink target={discount.target} /> },
      { id: 'scope', header: t('field.scope'), cell: (discount) => text.scope(discount.scope) },
      { id: 'reduction', header: t('field.reduction'), align: 'end', cell: (discount) => text.reduction(discount.reduction) },
      {
        id: 'minQuantity',
        header: t('field.minQuantityShort'),
        align: 'end',
        cell: ({ minQuantity }) => (minQuantity === '0' ? '–' : format.decimal(minQuantity)),
      },
      { id: 'validity', header: t('field.validity'), cell: (discount) => text.validity(discount) },
      { id: 'state', header: t('field.state'), width: 120, cell: (discount) => <StateBadge discount={discount} /> },
      withOrigin && { id: 'origin', header: t('field.origin'), cell: (discount) => <Origin discount={discount} /> },
    ];
    return columns.filter((column) => column !== false);
  }, [t, text, format, withTarget, withOrigin]);
}

function NameLink({ discount }: { discount: Discount }) {
  const text = useDiscountText();
  return (
    <TextLink to="/discounts/$discountId" params={{ discountId: discount.id }} inherit fw={550}>
      {text.title(discount)}
    </TextLink>
  );
}
