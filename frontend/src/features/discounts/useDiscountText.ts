import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Discount, DiscountScope, DiscountTarget } from '@/gen/kartoteka/v1/discount_pb';
import { categoryText } from '@/features/products/public';
import { useFormat, usePeriodText } from '@/i18n';

export interface DiscountText {
  /** Its name; one without a name is called by what it does. */
  title: (discount: Pick<Discount, 'name' | 'reduction' | 'scope'>) => string;
  /** −10% · 89.00 PLN: money as in the sentences of the server */
  reduction: (reduction: Discount['reduction']) => string;
  /** VIP · Everyone */
  target: (target: DiscountTarget | undefined) => string;
  /** Everything · Tools › Saws · Bosch · Saw 5 (SAW-5) */
  scope: (scope: DiscountScope | undefined) => string;
  /** 1 Nov 2026 – 30 Nov 2026 · from … · until … · always */
  validity: (discount: { validFrom: string; validTo: string }) => string;
}

/** The parts of a discount in words of the present language, the same wherever it is shown. */
export function useDiscountText(): DiscountText {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  const period = usePeriodText();
  return useMemo(() => {
    const text: DiscountText = {
      title: ({ name, reduction, scope }) => name || `${text.scope(scope)}: ${text.reduction(reduction)}`,
      reduction: (reduction) => {
        switch (reduction.case) {
          case undefined:
            return '–';
          case 'percent':
            return `−${format.percent(reduction.value)}`;
          case 'fixedPrice':
            return format.exactMoney(reduction.value);
        }
      },
      target: (target) => (target?.target.case === 'everyone' ? t('everyone') : (target?.name ?? '–')),
      scope: (scope) => {
        switch (scope?.scope.case) {
          case undefined:
            return '–';
          case 'everything':
            return t('everything');
          case 'category':
            return categoryText(scope.scope.value.names);
          case 'brand':
            return scope.scope.value;
          case 'sku':
            return scope.productName === '' ? scope.scope.value : `${scope.productName} (${scope.scope.value})`;
        }
      },
      validity: period,
    };
    return text;
  }, [t, format, period]);
}
