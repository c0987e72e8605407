import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PriceStep } from '@/gen/kartoteka/v1/pricing_service_pb';
import { useFormat } from '@/i18n';
import classes from './why.module.css';

/** The arithmetic: each step in words, and what is left after it. */
export function Steps({ steps, currency }: { steps: readonly PriceStep[]; currency: string }) {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  const rows = useMemo(() => steps.map((step) => ({ text: step.text, amount: format.exactMoney({ amount: step.amount, currency }) })), [steps, currency, format]);
  return (
    <table className={classes.steps} aria-label={t('why.steps')}>
      <thead>
        <tr>
          <th scope="col">{t('why.step')}</th>
          <th scope="col">{t('why.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ text, amount }, index) => (
          <tr key={index}>
            <td>{text}</td>
            <td>{amount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
