import { Link } from '@tanstack/react-router';
import classes from './table.module.css';
import { isPlainClick, type ViewProps } from './TableView';

/** The same rows on a phone: the title column on top, the others as labelled lines below. */
export function CardView<Row extends object>({ label, columns, rows, rowId, rowLink, onOpen, rowTone, virtual, focus, open }: ViewProps<Row>) {
  const shown = columns.filter((column) => column.card !== 'hidden');
  const title = shown.find((column) => column.card === 'title') ?? shown[0];
  const meta = shown.filter((column) => column !== title);
  return (
    <div className={classes.cards} style={{ paddingTop: virtual.before, paddingBottom: virtual.after }}>
      <ul aria-label={label}>
        {virtual.items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const opens = Boolean(rowLink ?? onOpen);
          return (
            <li key={rowId(row)} data-index={item.index} ref={virtual.virtualizer.measureElement}>
              {/* The keys are those of the table; the link or button inside is what assistive technology sees. */}
              {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events */}
              <div
                className={classes.card}
                data-tone={rowTone?.(row)}
                onClick={opens ? (event) => isPlainClick(event) && open(item.index) : undefined}
              >
                <div className={classes.cardTitle}>
                  {rowLink ? (
                    <Link {...rowLink(row)} data-row-index={item.index} className={classes.rowLink} onFocus={() => focus.setActive(item.index)}>
                      {title?.cell(row)}
                    </Link>
                  ) : onOpen ? (
                    <button type="button" data-row-index={item.index} className={classes.cardButton} onClick={() => open(item.index)}>
                      {title?.cell(row)}
                    </button>
                  ) : (
                    title?.cell(row)
                  )}
                </div>
                <dl className={classes.cardMeta}>
                  {meta.map((column) => (
                    <div key={column.id}>
                      <dt>{column.header}</dt>
                      <dd>{column.cell(row)}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
