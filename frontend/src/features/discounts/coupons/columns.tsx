import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { useFormat } from '@/i18n';
import type { Column } from '@/table';
import { useDiscountText } from '../useDiscountText';
import { CouponBadge } from './CouponBadge';
import classes from './coupons.module.css';

export function useCouponColumns(): Column<Coupon>[] {
  const { t } = useTranslation('discounts');
  const text = useDiscountText();
  const uses = useUsesText();
  return useMemo<Column<Coupon>[]>(
    () => [
      { id: 'code', header: t('coupon.field.code'), cell: ({ code }) => <span className={classes.code}>{code}</span>, minWidth: 150, card: 'title' },
      { id: 'name', header: t('field.name'), cell: ({ name }) => name || '–', minWidth: 160, yields: true },
      { id: 'reduction', header: t('field.reduction'), cell: ({ reduction }) => text.reduction(reduction), width: 120, align: 'end' },
      { id: 'validity', header: t('field.validity'), cell: (coupon) => text.validity(coupon), width: 210, yields: true },
      { id: 'uses', header: t('coupon.field.uses'), cell: uses, width: 120, align: 'end' },
      { id: 'customer', header: t('coupon.field.customerId'), cell: ({ customerName }) => customerName || t('coupon.anybody'), minWidth: 150 },
      { id: 'state', header: t('field.state'), cell: (coupon) => <CouponBadge coupon={coupon} />, width: 130 },
    ],
    [t, text, uses],
  );
}

/** 3 of 100 · 3 where there is no limit */
export function useUsesText(): (coupon: Coupon) => string {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  return useMemo(
    () =>
      ({ uses, maxUses }: Coupon) =>
        maxUses === undefined ? format.number(uses) : t('coupon.usesOf', { uses: format.number(uses), most: format.number(maxUses) }),
    [t, format],
  );
}
