import { useTranslation } from 'react-i18next';
import { useToday } from '@/features/shops/public';
import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { StatusBadge } from '@/ui';
import { couponState, couponTones } from './couponState';

export function CouponBadge({ coupon }: { coupon: Coupon }) {
  const { t } = useTranslation('coupons');
  const state = couponState(coupon, useToday());
  return <StatusBadge tone={couponTones[state]}>{t(`state.${state}`)}</StatusBadge>;
}
