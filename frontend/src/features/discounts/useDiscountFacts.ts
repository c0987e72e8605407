import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DiscountSchema } from '@/gen/kartoteka/v1/discount_pb';
import { useFormat } from '@/i18n';
import { useFacts, type Shows } from '@/records';
import { useDiscountText } from './useDiscountText';

export function useDiscountFacts() {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  const text = useDiscountText();
  const shows = useMemo<Shows<typeof DiscountSchema>>(
    () => ({
      target: ({ target }) => text.target(target),
      scope: ({ scope }) => text.scope(scope),
      reduction: ({ reduction }) => text.reduction(reduction),
      minQuantity: ({ minQuantity }) => (minQuantity === '0' ? t('anyQuantity') : format.decimal(minQuantity)),
      validity: text.validity,
      externalId: ({ externalId }) => externalId && `${externalId.sourceSystem}: ${externalId.externalId}`,
    }),
    [t, format, text],
  );
  return useFacts(DiscountSchema, 'discounts', shows);
}
