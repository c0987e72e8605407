import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import { useInfiniteQuery } from '@connectrpc/connect-query';
import type { ConnectError } from '@connectrpc/connect';
import { keepPreviousData, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';

/** The field of an answer that holds the rows. */
type RowsKey<Answer> = { [Key in keyof Answer]: Answer[Key] extends object[] ? Key : never }[keyof Answer];
type RowOf<Answer, Key extends keyof Answer> = Answer[Key] extends (infer Row)[] ? Row : never;

interface PagesOptions<Row> {
  /** The rows of the last filter stay until those of the next one are there. Not for the rows of one record: the next record has others. */
  keepRows?: boolean;
  enabled?: boolean;
  staleTime?: number;
  /** How soon to look again, in milliseconds. */
  refetchInterval?: number | ((rows: readonly Row[]) => number);
}

export interface Pages<Row> {
  /** Those that have arrived, page by page; none while the first page is on its way. */
  pages: readonly (readonly Row[])[];
  /** The same in one. */
  rows: readonly Row[];
  /** For the parts that show how it stands and fetch the next page. */
  query: UseInfiniteQueryResult<object, ConnectError>;
}

/** A list that is read page by page: `usePages(listGroups, { query, pageSize: 100 }, 'groups')`. */
export function usePages<I extends DescMessage, O extends DescMessage, Key extends RowsKey<MessageShape<O>>>(
  method: DescMethodUnary<I, O>,
  input: MessageInitShape<I>,
  key: Key,
  options: PagesOptions<RowOf<MessageShape<O>, Key>> = {},
): Pages<RowOf<MessageShape<O>, Key>> {
  type Row = RowOf<MessageShape<O>, Key>;
  type Page = { nextPageToken: string } & Record<Key, Row[]>;
  const { keepRows = false, refetchInterval, ...rest } = options;
  const pagesOf = (data: unknown): Row[][] => (data as InfiniteData<Page> | undefined)?.pages.map((page) => page[key]) ?? [];
  const query = useInfiniteQuery<DescMessage, DescMessage, never>(method, { ...input, pageToken: '' }, {
    ...rest,
    pageParamKey: 'pageToken' as never,
    getNextPageParam: (page) => ((page as unknown as Page).nextPageToken || undefined) as never,
    ...(keepRows && { placeholderData: keepPreviousData }),
    ...(refetchInterval !== undefined && {
      refetchInterval: ({ state }) => (typeof refetchInterval === 'number' ? refetchInterval : refetchInterval(rowsOf(pagesOf(state.data)))),
    }),
  });
  const { data } = query;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the function is made anew each time, and depends on the key alone.
  const pages = useMemo(() => pagesOf(data), [data, key]);
  return { pages, rows: useMemo(() => rowsOf(pages), [pages]), query };
}

function rowsOf<Row>(pages: readonly (readonly Row[])[]): readonly Row[] {
  return pages.flatMap((page) => page);
}
