import type { ReactNode } from 'react';
import type { Column } from './columns';

/** The part of a query that a list needs; the result of useInfiniteQuery (or useQuery, for short lists) fits. */
export interface ListQuery {
  isPending: boolean;
  isFetching: boolean;
  isPlaceholderData?: boolean;
  error: unknown;
  refetch: () => unknown;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
}

/** Where a row leads. */
export type RowLink =
  | { to: '/customers/$customerId'; params: { customerId: string } }
  | { to: '/groups/$groupId'; params: { groupId: string } }
  | { to: '/discounts/$discountId'; params: { discountId: string } }
  | { to: '/discounts/coupons/$couponId'; params: { couponId: string } }
  | { to: '/erp/$sourceId'; params: { sourceId: string } };

export interface DataTableProps<Row> {
  /** Names the list for screen readers, and its place for Back. One per kind of list. */
  id: string;
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  query: ListQuery;
  /** The address of a row. Enter and a click follow it; the title cell is a real link. */
  rowLink?: (row: Row) => RowLink;
  /** For rows that open something other than a page. */
  onOpen?: (row: Row) => void;
  /** Marks a row; say in words, in a cell, what the colour means. */
  rowTone?: (row: Row) => 'danger' | 'muted' | undefined;
  /** "name" or "createTime desc", and what to do when a header is pressed. */
  orderBy?: string;
  onOrderByChange?: (orderBy: string) => void;
  /** Total as the server knows it, for screen readers; rows.length when absent. */
  total?: number;
  /** Whether filters or a search narrow the list: decides between "nothing yet" and "no match". */
  isFiltered?: boolean;
  onClearFilters?: () => void;
  /** Shown when there is nothing at all yet. */
  empty: ReactNode;
}
