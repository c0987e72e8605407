import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useToday } from '@/features/shops/public';
import { DiscountOrigin, type Discount } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountStateSchema } from '@/gen/kartoteka/v1/discount_service_pb';
import { useEnumLabel } from '@/i18n';
import { StatusBadge } from '@/ui';
import { stateOf, stateTones } from './state';

/** Where the discount stands today. */
export function StateBadge({ discount }: { discount: Discount }) {
  const label = useEnumLabel();
  const state = stateOf(discount, useToday());
  return <StatusBadge tone={stateTones[state]}>{label(DiscountStateSchema, state)}</StatusBadge>;
}

/** A padlock on what the ERP granted (DISC-2); what the shop grants needs no sign. */
export function OriginBadge({ discount: { origin, externalId } }: { discount: Discount }) {
  const { t } = useTranslation('discounts');
  if (origin !== DiscountOrigin.ERP) return null;
  return (
    <StatusBadge tone="info" icon={<IconLock size={12} aria-hidden />}>
      {externalId?.sourceSystem ? t('fromErp', { source: externalId.sourceSystem }) : t('fromSomeErp')}
    </StatusBadge>
  );
}
