import { Skeleton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import {
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from '@tanstack/react-table';
import { useMemo, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fittingColumns, minimumWidth, parseOrderBy, toggleSort, type Column } from './columns';
import classes from './table.module.css';
import type { DataTableProps } from './types';
import type { RowFocus } from './useRowFocus';
import { tabStop, type VirtualRows } from './useVirtualRows';

export interface ViewProps<Row> extends DataTableProps<Row> {
  virtual: VirtualRows;
  focus: RowFocus;
  open: (index: number) => void;
  rowHeight: number;
}

const SKELETON_ROWS = 14;

const features = tableFeatures({ columnVisibilityFeature, columnSizingFeature });

export function TableView<Row extends object>(props: ViewProps<Row>) {
  const { label, columns, rows, rowId, query, virtual, focus, total } = props;
  const table = useTable({
    features,
    data: rows,
    columns: useMemo(() => columns.map(toColumnDef), [columns]),
    getRowId: rowId,
  });
  const shown = table.getVisibleLeafColumns().flatMap((column) => columns.find(({ id }) => id === column.id) ?? []);
  const visible = fittingColumns(shown, virtual.virtualizer.scrollRect?.width ?? 0);
  const model = table.getRowModel().rows;
  const stop = tabStop(virtual.items, focus.activeIndex);
  return (
    // A grid whose rows take the focus: the keys are on the grid because the focused row may be any of them.
    <table
      // eslint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- a grid is the interactive kind of table
      role="grid"
      aria-label={label}
      aria-rowcount={(total ?? rows.length) + 1}
      aria-busy={query.isFetching}
      className={classes.table}
      style={{ minWidth: minimumWidth(visible) }}
      onKeyDown={focus.onKeyDown}
    >
      <colgroup>
        {visible.map((column) => (
          <col key={column.id} style={{ width: column.width }} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {visible.map((column) => (
            <HeaderCell key={column.id} column={column} {...props} />
          ))}
        </tr>
      </thead>
      <tbody>
        {query.isPending && <SkeletonRows columns={visible} />}
        <Spacer height={virtual.before} span={visible.length} />
        {virtual.items.map((item) => {
          const row = model[item.index];
          return row && <BodyRow key={row.id} index={item.index} isTabStop={item.index === stop} row={row.original} columns={visible} view={props} />;
        })}
        <Spacer height={virtual.after} span={visible.length} />
      </tbody>
    </table>
  );
}

function toColumnDef<Row extends object>(column: Column<Row>): ColumnDef<typeof features, Row> {
  return { id: column.id, header: column.header, cell: ({ row }) => column.cell(row.original), size: column.width ?? 180 };
}

function HeaderCell<Row>({ column, orderBy = '', onOrderByChange }: { column: Column<Row> } & Pick<DataTableProps<Row>, 'orderBy' | 'onOrderByChange'>) {
  const { t } = useTranslation('common');
  const { sortField } = column;
  if (!sortField || !onOrderByChange) {
    return (
      <th scope="col" data-align={column.align}>
        <span className={classes.headerText}>{column.header}</span>
      </th>
    );
  }
  const current = parseOrderBy(orderBy);
  const isSorted = current.field === sortField;
  const direction = current.isDescending ? 'descending' : 'ascending';
  const Arrow = current.isDescending ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" data-align={column.align} aria-sort={isSorted ? direction : 'none'}>
      <button
        type="button"
        className={classes.sort}
        data-sorted={isSorted || undefined}
        title={t('table.sortBy', { column: column.header })}
        onClick={() => onOrderByChange(toggleSort(orderBy, sortField))}
      >
        <span>{column.header}</span>
        <Arrow size={13} aria-hidden />
      </button>
    </th>
  );
}

interface BodyRowProps<Row extends object> {
  index: number;
  isTabStop: boolean;
  row: Row;
  columns: readonly Column<Row>[];
  view: ViewProps<Row>;
}

function BodyRow<Row extends object>({ index, isTabStop, row, columns, view }: BodyRowProps<Row>) {
  const { focus, open, rowTone, rowLink, onOpen } = view;
  const opens = Boolean(rowLink ?? onOpen);
  return (
    <tr
      aria-rowindex={index + 2}
      data-row-index={index}
      data-tone={rowTone?.(row)}
      data-opens={opens || undefined}
      tabIndex={isTabStop ? 0 : -1}
      onFocus={() => focus.setActive(index)}
      onClick={opens ? (event) => isPlainClick(event) && open(index) : undefined}
    >
      {columns.map((column, position) => (
        <td key={column.id} data-align={column.align} data-numeric={column.isNumeric} className={classes.cell}>
          {position === 0 && rowLink ? (
            <Link {...rowLink(row)} className={classes.rowLink} tabIndex={-1}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

/** A click on a link or button in a cell is its own, and dragging over text selects it. */
export function isPlainClick(event: MouseEvent<HTMLElement>): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return false;
  if (event.target instanceof Element && event.target.closest('a, button, input, label')) return false;
  return (window.getSelection()?.toString() ?? '') === '';
}

function SkeletonRows<Row>({ columns }: { columns: readonly Column<Row>[] }): ReactNode {
  return Array.from({ length: SKELETON_ROWS }, (_, row) => (
    <tr key={row} aria-hidden>
      {columns.map((column, position) => (
        <td key={column.id} className={classes.cell}>
          <Skeleton height={12} width={`${40 + ((row * 17 + position * 29) % 45)}%`} radius="sm" />
        </td>
      ))}
    </tr>
  ));
}

/** Stands for the rows that are not in the document, so that the scroll bar tells the truth. */
function Spacer({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className={classes.spacer}>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}
