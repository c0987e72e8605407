import { useTranslation } from 'react-i18next';
import type { PushSummary } from '@/gen/kartoteka/v1/contractor_pb';
import classes from '../erp.module.css';
import { countsOf } from './counts';

/** What became of the records of a run, in words; only what occurred. */
export function Counts({ summary }: { summary: PushSummary | undefined }) {
  const { t } = useTranslation('erp');
  const counts = countsOf(summary);
  if (counts.length === 0) return t('runs.nothing');
  return (
    <span className={classes.counts}>
      {counts.map(({ name, count, tone }) => (
        <span key={name} className={classes.count} data-tone={tone}>
          {t(`outcome.${name}`, { count })}
        </span>
      ))}
    </span>
  );
}
