import { useElementScrollRestoration } from '@tanstack/react-router';
import { useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
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
  const { left, start } = useLeftAt(id, count * rowHeight);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    initialOffset: start,
    initialRect: { width: 0, height: 900 },
  });
  useReturn(scroller, left, count * rowHeight);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1);
  useNextPage(query, last?.index ?? -1, count);
  return {
    scroller,
    virtualizer,
    items,
    before: items[0]?.start ?? 0,
    after: virtualizer.getTotalSize() - (last?.end ?? 0),
  };
}

/**
 * Where the list stood when it was left, as far as the rows reach: Back finds all of them again, a reload only the first page.
 * A place past the rows would show a blank, and would ask for page after page to fill it.
 */
function useLeftAt(id: string, height: number): { left: number; start: number } {
  const entry = useElementScrollRestoration({ id });
  const [left] = useState(entry?.scrollY ?? 0);
  const [start] = useState(left < height ? left : 0);
  return { left, start };
}

/** Rows that come only after the list has been drawn are scrolled to, once. */
function useReturn(scroller: RefObject<HTMLDivElement | null>, left: number, height: number): void {
  const isPlaced = useRef(height > 0);
  useLayoutEffect(() => {
    if (isPlaced.current || height === 0) return;
    isPlaced.current = true;
    if (left > 0 && left < height) scroller.current?.scrollTo({ top: left });
  }, [height, left, scroller]);
}

function useNextPage(query: ListQuery, lastIndex: number, count: number): void {
  const { hasNextPage = false, isFetchingNextPage = false, isPlaceholderData = false, error, fetchNextPage } = query;
  const isNear = count > 0 && lastIndex >= count - AHEAD;
  useEffect(() => {
    // After a failure the person decides when to try again; a loop would hammer a server in trouble.
    if (isNear && hasNextPage && !isFetchingNextPage && !isPlaceholderData && !error) void fetchNextPage?.();
  }, [isNear, hasNextPage, isFetchingNextPage, isPlaceholderData, error, fetchNextPage, count]);
}
