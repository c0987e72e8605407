import { useTranslation } from 'react-i18next';
import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { StatusBadge } from '@/ui';
import { todayOf } from '../days';
import { useShops } from '../lookups/queries';
import { couponState, couponTones } from './couponState';

export function CouponBadge({ coupon }: { coupon: Coupon }) {
  const { t } = useTranslation('discounts');
  const state = couponState(coupon, todayOf(useShops()));
  return <StatusBadge tone={couponTones[state]}>{t(`coupon.state.${state}`)}</StatusBadge>;
}
