import type { ReactNode } from 'react';
import classes from './DataList.module.css';

export interface DataItem {
  label: string;
  /** Nothing shows as a dash. */
  value: ReactNode;
  /** Takes the whole width: for long texts. */
  wide?: boolean;
}

/** Labels and values, in as many columns as fit: how a section shows a record while nobody edits it. */
export function DataList({ items }: { items: readonly DataItem[] }) {
  return (
    <dl className={classes.list}>
      {items.map(({ label, value, wide }) => (
        <div key={label} className={classes.item} data-wide={wide || undefined}>
          <dt>{label}</dt>
          <dd>{isNothing(value) ? '–' : value}</dd>
        </div>
      ))}
    </dl>
  );
}

function isNothing(value: ReactNode): boolean {
  return value === undefined || value === null || value === '' || value === false;
}
