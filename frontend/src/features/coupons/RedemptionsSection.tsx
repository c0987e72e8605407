import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShops } from '@/features/shops/public';
import type { Redemption } from '@/gen/kartoteka/v1/coupon_service_pb';
import { useFormat } from '@/i18n';
import { TableSection } from '@/records';
import type { PlainColumn } from '@/table';
import { RelativeTime, StatusBadge, TextLink } from '@/ui';
import { useRedemptions } from './queries';

const redemptionId = (redemption: Redemption) => redemption.id;
const isReleased = (redemption: Redemption) => redemption.releaseTime !== undefined;

/** Every use of the coupon, newest first; one that was given back stays on record. */
export function RedemptionsSection({ couponId }: { couponId: string }) {
  const { t } = useTranslation('coupons');
  const { rows, query } = useRedemptions(couponId);
  const columns = useRedemptionColumns();
  return (
    <TableSection
      id="redemptions"
      title={t('redemption.title')}
      columns={columns}
      rows={rows}
      rowId={redemptionId}
      isMuted={isReleased}
      query={query}
      empty={
        <Text size="sm" c="dimmed">
          {t('redemption.none')}
        </Text>
      }
    />
  );
}

function useRedemptionColumns(): PlainColumn<Redemption>[] {
  const { t } = useTranslation('coupons');
  const format = useFormat();
  const shops = useShops();
  return useMemo<PlainColumn<Redemption>[]>(
    () => [
      { id: 'time', header: t('redemption.time'), cell: ({ time }) => <RelativeTime value={time} />, card: 'title' },
      { id: 'order', header: t('redemption.order'), cell: ({ orderReference }) => orderReference || '–' },
      { id: 'customer', header: t('redemption.customer'), cell: (redemption) => <CustomerName redemption={redemption} /> },
      { id: 'shop', header: t('field.shop'), cell: ({ shopId }) => shops.find(({ id }) => id === shopId)?.name ?? '–' },
      { id: 'reduction', header: t('redemption.reduction'), align: 'end', cell: ({ reduction }) => format.exactMoney(reduction) },
      {
        id: 'state',
        header: t('field.state'),
        cell: ({ releaseTime }) => (releaseTime ? <StatusBadge tone="neutral">{t('redemption.released', { date: format.date(releaseTime) })}</StatusBadge> : t('redemption.used')),
      },
    ],
    [t, format, shops],
  );
}

function CustomerName({ redemption: { customerId, customerName } }: { redemption: Redemption }) {
  if (customerId === '') return '–';
  return (
    <TextLink to="/customers/$customerId" params={{ customerId }} inherit>
      {customerName}
    </TextLink>
  );
}
