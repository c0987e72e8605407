import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { TableBlock, type PlainColumn } from '@/table';
import { TextLink } from '@/ui';
import { CouponBadge } from './CouponBadge';
import classes from './coupons.module.css';
import { useCoupons } from './queries';
import { useCouponText } from './useCouponText';

const couponId = (coupon: Coupon) => coupon.id;

const FEW = 10;

/** The coupons that are bound to a customer and can still be used; nothing where there are none. */
export function CustomerCoupons({ customerId }: { customerId: string }) {
  const { t } = useTranslation('coupons');
  const text = useCouponText();
  const { rows: coupons, query } = useCoupons({ customerId, usable: true }, FEW);
  const columns = useMemo<PlainColumn<Coupon>[]>(
    () => [
      {
        id: 'code',
        header: t('field.code'),
        card: 'title',
        cell: ({ id, code }) => (
          <TextLink to="/discounts/coupons/$couponId" params={{ couponId: id }} inherit className={classes.code}>
            {code}
          </TextLink>
        ),
      },
      { id: 'reduction', header: t('field.reduction'), align: 'end', cell: ({ reduction }) => text.reduction(reduction) },
      { id: 'uses', header: t('field.uses'), align: 'end', cell: text.uses },
      { id: 'validity', header: t('field.validity'), cell: (coupon) => text.validity(coupon) },
      { id: 'state', header: t('field.state'), width: 120, cell: (coupon) => <CouponBadge coupon={coupon} /> },
    ],
    [t, text],
  );
  return <TableBlock title={t('ofCustomer')} columns={columns} rows={coupons} rowId={couponId} query={query} />;
}
