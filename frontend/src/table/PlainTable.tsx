import { useTranslation } from 'react-i18next';
import type { Column } from './columns';
import { MoreButton, type MoreRows } from './MoreButton';
import classes from './PlainTable.module.css';

/** A column of a short table. The heading of a column of buttons is read aloud but not drawn. */
export type PlainColumn<Row> = Column<Row> & { isHeaderHidden?: boolean };

export interface PlainTableProps<Row> {
  label: string;
  columns: readonly PlainColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  isMuted?: (row: Row) => boolean;
  /** Cells of very unlike heights begin on one line. */
  alignTop?: boolean;
  more?: MoreRows;
  /** "Show more"; "Show older" when absent. */
  moreLabel?: string;
}

/** A table inside a section: as tall as its rows, and on a phone a card for each. Long lists are for DataTable. */
export function PlainTable<Row>({ label, columns, rows, rowId, isMuted, alignTop = false, more, moreLabel }: PlainTableProps<Row>) {
  const { t } = useTranslation('common');
  return (
    <>
      <div className={classes.scroller}>
        <table aria-label={label} className={classes.table} data-align-top={alignTop || undefined}>
          <thead>
            <tr>
              {columns.map(({ id, header, width, align, isHeaderHidden }) => (
                <th key={id} scope="col" style={{ width }} data-align={align}>
                  <span className={isHeaderHidden ? classes.unseen : undefined}>{header}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={rowId(row)} data-muted={isMuted?.(row) || undefined}>
                {columns.map(({ id, header, align, card, cell, isHeaderHidden }) => (
                  <td key={id} data-align={align} data-card={card} data-label={isHeaderHidden ? undefined : header}>
                    <div>{cell(row)}</div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <MoreButton query={more} label={moreLabel ?? t('action.showOlder')} className={classes.more} />
    </>
  );
}
