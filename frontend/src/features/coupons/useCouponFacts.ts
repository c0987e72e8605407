import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CouponSchema } from '@/gen/kartoteka/v1/coupon_service_pb';
import { useFacts, type Shows } from '@/records';
import { useCouponText } from './useCouponText';

export function useCouponFacts() {
  const { t } = useTranslation('coupons');
  const text = useCouponText();
  const shows = useMemo<Shows<typeof CouponSchema>>(
    () => ({
      reduction: ({ reduction }) => text.reduction(reduction),
      validity: text.validity,
      uses: text.uses,
      customerId: ({ customerName }) => customerName || t('anybody'),
    }),
    [t, text],
  );
  return useFacts(CouponSchema, 'coupons', shows);
}
