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
  align?: 'start' | 'end';
  /** Figures and codes that are compared down the column: digits of equal width. Columns aligned to the end have them anyway. */
  isNumeric?: boolean;
  /** On a phone: the card's "title" (once), "meta" lines, or "hidden". Meta by default. */
  card?: 'title' | 'meta' | 'hidden';
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
