import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { useFormat, usePeriodText } from '@/i18n';

export interface CouponText {
  /** −10% · −20.00 PLN */
  reduction: (reduction: Coupon['reduction']) => string;
  /** 1 Nov 2026 – 30 Nov 2026 */
  validity: (coupon: Coupon) => string;
  /** 3 of 100 · 3 where there is no limit */
  uses: (coupon: Coupon) => string;
}

/** The parts of a coupon in words of the present language. */
export function useCouponText(): CouponText {
  const { t } = useTranslation('coupons');
  const format = useFormat();
  const period = usePeriodText();
  return useMemo(() => {
    const text: CouponText = {
      reduction: (reduction) => {
        switch (reduction.case) {
          case undefined:
            return '–';
          case 'percent':
            return `−${format.percent(reduction.value)}`;
          case 'amount':
            return `−${format.exactMoney(reduction.value)}`;
        }
      },
      validity: period,
      uses: ({ uses, maxUses }) =>
        maxUses === undefined ? format.number(uses) : t('usesOf', { uses: format.number(uses), most: format.number(maxUses) }),
    };
    return text;
  }, [t, format, period]);
}
