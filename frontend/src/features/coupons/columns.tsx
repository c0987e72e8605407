import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import type { Column } from '@/table';
import { useCouponText } from './useCouponText';
import { CouponBadge } from './CouponBadge';
import classes from './coupons.module.css';

export function useCouponColumns(): Column<Coupon>[] {
  const { t } = useTranslation('coupons');
  const text = useCouponText();
  return useMemo<Column<Coupon>[]>(
    () => [
      { id: 'code', header: t('field.code'), cell: ({ code }) => <span className={classes.code}>{code}</span>, minWidth: 150, card: 'title' },
      { id: 'name', header: t('field.name'), cell: ({ name }) => name || '–', minWidth: 160, yields: true },
      { id: 'reduction', header: t('field.reduction'), cell: ({ reduction }) => text.reduction(reduction), width: 120, align: 'end' },
      { id: 'validity', header: t('field.validity'), cell: (coupon) => text.validity(coupon), width: 210, yields: true },
      { id: 'uses', header: t('field.uses'), cell: text.uses, width: 120, align: 'end' },
      { id: 'customer', header: t('field.customerId'), cell: ({ customerName }) => customerName || t('anybody'), minWidth: 150 },
      { id: 'state', header: t('field.state'), cell: (coupon) => <CouponBadge coupon={coupon} />, width: 130 },
    ],
    [t, text],
  );
}
