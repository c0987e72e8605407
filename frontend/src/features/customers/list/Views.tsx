import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n';
import { emptyState } from '@/table';
import { useCustomerCount } from '../queries';
import classes from './list.module.css';
import { params, patchOf, toFilter, views, type View } from './params';

interface ViewsProps {
  current: View | undefined;
  onChange: (view: View) => void;
}

/** The built-in views, each with what waits in it. */
export function Views({ current, onChange }: ViewsProps) {
  const { t } = useTranslation('customers');
  return (
    <div className={classes.views} role="group" aria-label={t('views.label')} data-print="hide">
      {views.map((view) => (
        <button key={view.id} type="button" className={classes.view} aria-pressed={view === current} onClick={() => onChange(view)}>
          {t(`views.${view.id}`)}
          {view.id !== 'all' && <ViewCount view={view} />}
        </button>
      ))}
    </div>
  );
}

function ViewCount({ view }: { view: View }) {
  const format = useFormat();
  const { data } = useCustomerCount(toFilter({ ...emptyState(params), ...patchOf(view) }));
  if (!data || data.count === 0) return null;
  return (
    <span className={classes.viewCount} data-urgent={view.attention || undefined}>
      {format.number(data.count)}
    </span>
  );
}
