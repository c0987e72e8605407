import { Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { PlainTable, type PlainColumn } from '@/table/PlainTable';
import { ErrorState, TextLink } from '@/ui';
import classes from '../sections/sections.module.css';
import { useDiscountText } from '../useDiscountText';
import { useUsesText } from './columns';
import { CouponBadge } from './CouponBadge';
import couponClasses from './coupons.module.css';
import type { useCoupons } from './queries';

const couponId = (coupon: Coupon) => coupon.id;

/** The coupons of a customer on its page; nothing where there are none. */
export function CouponTable({ title, query }: { title: string; query: ReturnType<typeof useCoupons> }) {
  const { t } = useTranslation('discounts');
  const text = useDiscountText();
  const uses = useUsesText();
  const coupons = useMemo(() => query.data?.pages.flatMap((page) => page.coupons) ?? [], [query.data]);
  const columns = useMemo<PlainColumn<Coupon>[]>(
    () => [
      {
        id: 'code',
        header: t('coupon.field.code'),
        card: 'title',
        cell: ({ id, code }) => (
          <TextLink to="/discounts/coupons/$couponId" params={{ couponId: id }} inherit className={couponClasses.code}>
            {code}
          </TextLink>
        ),
      },
      { id: 'reduction', header: t('field.reduction'), align: 'end', cell: ({ reduction }) => text.reduction(reduction) },
      { id: 'uses', header: t('coupon.field.uses'), align: 'end', cell: uses },
      { id: 'validity', header: t('field.validity'), cell: (coupon) => text.validity(coupon) },
      { id: 'state', header: t('field.state'), width: 120, cell: (coupon) => <CouponBadge coupon={coupon} /> },
    ],
    [t, text, uses],
  );
  if (coupons.length === 0 && !query.error) return null;
  return (
    <div className={classes.block}>
      <div className={classes.blockHead}>
        <Title order={3}>{title}</Title>
      </div>
      {query.error && (
        <div className={classes.note}>
          <ErrorState error={query.error} onRetry={query.refetch} compact />
        </div>
      )}
      {coupons.length > 0 && <PlainTable label={title} columns={columns} rows={coupons} rowId={couponId} more={query} moreLabel={t('showMore')} />}
    </div>
  );
}
