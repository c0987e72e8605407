import { useTranslation } from 'react-i18next';
import type { QuoteResponse } from '@/gen/kartoteka/v1/pricing_service_pb';
import { useFormat } from '@/i18n';
import classes from './why.module.css';

/** The sum of the lines; with a coupon also what it takes off, and what is left. */
export function Totals({ quote: { total, couponReduction, payable } }: { quote: QuoteResponse }) {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  return (
    <dl className={classes.totals}>
      <div>
        <dt>{t('why.total')}</dt>
        <dd>{format.exactMoney(total)}</dd>
      </div>
      {couponReduction && (
        <>
          <div>
            <dt>{t('why.coupon')}</dt>
            <dd>−{format.exactMoney(couponReduction)}</dd>
          </div>
          <div>
            <dt>{t('why.payable')}</dt>
            <dd>{format.exactMoney(payable)}</dd>
          </div>
        </>
      )}
    </dl>
  );
}
