import { useElementScrollRestoration } from '@tanstack/react-router';
import { useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type RefObject } from 'react';
import type { ListQuery } from './types';

const OVERSCAN = 8;
/** The next page is asked for this many rows before the end comes into sight. */
const AHEAD = 20;

export interface VirtualRows {
  scroller: RefObject<HTMLDivElement | null>;
  virtualizer: Virtualizer<HTMLDivElement, HTMLElement>;
  items: VirtualItem[];
  /** Heights above and below the rows that exist. */
  before: number;
  after: number;
}

/** The row that Tab reaches: the active one, or the first in sight when that has been scrolled away. */
export function tabStop(items: readonly VirtualItem[], activeIndex: number): number | undefined {
  return items.some((item) => item.index === activeIndex) ? activeIndex : items[0]?.index;
}

export function useVirtualRows(id: string, count: number, rowHeight: number, query: ListQuery): VirtualRows {
  const scroller = useRef<HTMLDivElement>(null);
  const entry = useElementScrollRestoration({ id });
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    initialOffset: entry?.scrollY ?? 0,
    initialRect: { width: 0, height: 900 },
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1);
  useNextPage(query, last?.index ?? -1, count);
  return {
    scroller,
    virtualizer,
    items,
    before: items[0]?.start ?? 0,
    after: last ? virtualizer.getTotalSize() - last.end : 0,
  };
}

function useNextPage(query: ListQuery, lastIndex: number, count: number): void {
  const { hasNextPage = false, isFetchingNextPage = false, isPlaceholderData = false, error, fetchNextPage } = query;
  const isNear = count > 0 && lastIndex >= count - AHEAD;
  useEffect(() => {
    // After a failure the person decides when to try again; a loop would hammer a server in trouble.
    if (isNear && hasNextPage && !isFetchingNextPage && !isPlaceholderData && !error) void fetchNextPage?.();
  }, [isNear, hasNextPage, isFetchingNextPage, isPlaceholderData, error, fetchNextPage, count]);
}
