import { useTranslation } from 'react-i18next';
import type { QuoteResponse } from '@/gen/kartoteka/v1/pricing_service_pb';
import { useFormat } from '@/i18n';
import classes from './why.module.css';

/** The sum of several lines. */
export function Totals({ quote }: { quote: QuoteResponse }) {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  return (
    <p className={classes.total}>
      {t('why.total')} <strong>{format.exactMoney(quote.payable ?? quote.total)}</strong>
    </p>
  );
}
