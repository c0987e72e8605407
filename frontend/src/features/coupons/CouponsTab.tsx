import { Checkbox } from '@mantine/core';
import { IconTicket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useToday } from '@/features/shops/public';
import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { DataTable, param, SearchBox, Toolbar, useListState, type RowLink } from '@/table';
import { EmptyState } from '@/ui';
import { useCouponColumns } from './columns';
import { couponState } from './couponState';
import { NewCouponButton } from './NewCouponButton';
import { useCoupons } from './queries';

const params = { coupon: param.text(), usable: param.flag() };
const couponId = (coupon: Coupon) => coupon.id;
const couponLink = (coupon: Coupon): RowLink => ({ to: '/discounts/coupons/$couponId', params: { couponId: coupon.id } });

/** All coupons, newest first. */
export function CouponsTab() {
  const { t } = useTranslation('coupons');
  const { state, update, clear, isSet } = useListState(params);
  const { rows, query } = useCoupons({ query: state.coupon.trim(), usable: state.usable === true });
  const columns = useCouponColumns();
  const today = useToday();
  return (
    <>
      <Toolbar
        search={<SearchBox value={state.coupon} onChange={(coupon) => update({ coupon })} label={t('search')} isSearching={query.isPlaceholderData} />}
        filters={
          <Checkbox
            size="sm"
            label={t('onlyUsable')}
            checked={state.usable === true}
            onChange={(event) => update({ usable: event.currentTarget.checked || undefined })}
          />
        }
        summary={query.data && !query.hasNextPage && t('count', { count: rows.length })}
      />
      <DataTable
        id="coupons"
        label={t('title')}
        columns={columns}
        rows={rows}
        rowId={couponId}
        query={query}
        rowLink={couponLink}
        rowTone={(coupon) => (['ended', 'expired'].includes(couponState(coupon, today)) ? 'muted' : undefined)}
        isFiltered={isSet('coupon', 'usable')}
        onClearFilters={() => clear()}
        empty={<EmptyState icon={<IconTicket size={26} stroke={1.5} />} title={t('empty')} description={t('emptyHint')} action={<NewCouponButton />} />}
      />
    </>
  );
}
