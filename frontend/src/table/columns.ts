import type { ReactNode } from 'react';

/** A column of a list, declared by the feature. Declare the array in a hook with useMemo: headers are translated. */
export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The field of order_by; without it the column cannot be sorted. */
  sortField?: string;
  /** Pixels. A column without a width shares what is left. */
  width?: number;
  /** Pixels below which a column without a width does not shrink. */
  minWidth?: number;
  /** Gives way where the list is too narrow for every column, the last such column first. Never for what is scanned for. */
  yields?: boolean;
  align?: 'start' | 'end';
  /** Figures and codes that are compared down the column: digits of equal width. Columns aligned to the end have them anyway. */
  isNumeric?: boolean;
  /** On a phone: the card's "title" (once), "meta" lines, or "hidden". Meta by default. */
  card?: 'title' | 'meta' | 'hidden';
}

const UNSIZED = 140;

/** Pixels that the columns need at least. */
export function minimumWidth<Row>(columns: readonly Column<Row>[]): number {
  return columns.reduce((sum, column) => sum + (column.width ?? column.minWidth ?? UNSIZED), 0);
}

/** The columns that a list of this width has room for: a few columns in full say more than all of them cut off. */
export function fittingColumns<Row>(columns: readonly Column<Row>[], width: number): readonly Column<Row>[] {
  const last = columns.findLast((column) => column.yields);
  if (!last || minimumWidth(columns) <= width) return columns;
  return fittingColumns(
    columns.filter((column) => column !== last),
    width,
  );
}

export interface Sorting {
  field: string;
  isDescending: boolean;
}

/** "createTime desc" ⇄ { field: createTime, isDescending: true } */
export function parseOrderBy(orderBy: string): Sorting {
  const [field = '', direction] = orderBy.split(' ');
  return { field, isDescending: direction === 'desc' };
}

export function formatOrderBy({ field, isDescending }: Sorting): string {
  return isDescending ? `${field} desc` : field;
}

/** What a press on a header does: sort up, then down, then up again. */
export function toggleSort(orderBy: string, field: string): string {
  const current = parseOrderBy(orderBy);
  return formatOrderBy({ field, isDescending: current.field === field && !current.isDescending });
}
