import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { isStep, rowAfterKey } from './keyboard';

/** The row last visited in each list at each place of the history, for coming Back to it. */
const lastVisited = new Map<string, string>();

interface RowFocusOptions {
  id: string;
  rowIds: readonly string[];
  rowHeight: number;
  scroller: RefObject<HTMLDivElement | null>;
  scrollToIndex: (index: number) => void;
  open: (index: number) => void;
}

export interface RowFocus {
  activeIndex: number;
  setActive: (index: number) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** One row of the list is in the tab order; arrows move it, Enter opens it, and Back returns to it. */
export function useRowFocus(options: RowFocusOptions): RowFocus {
  const { id, rowIds, rowHeight, scroller, scrollToIndex, open } = options;
  const router = useRouter();
  const placeOf = useCallback(() => `${id} ${router.state.location.state.__TSR_key ?? ''}`, [id, router]);
  const [returnsTo] = useState(() => lastVisited.get(placeOf()));
  const [activeIndex, setActiveIndex] = useState(() => (returnsTo === undefined ? 0 : Math.max(0, rowIds.indexOf(returnsTo))));
  const wantsFocus = useRef(returnsTo !== undefined);

  const setActive = useCallback(
    (index: number) => {
      setActiveIndex(index);
      const rowId = rowIds[index];
      if (rowId !== undefined) lastVisited.set(placeOf(), rowId);
    },
    [placeOf, rowIds],
  );

  const focusRow = useCallback(
    (index: number) => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-row-index="${index}"]`);
      row?.focus({ preventScroll: true });
      wantsFocus.current = !row;
    },
    [scroller],
  );

  const moveTo = useCallback(
    (index: number) => {
      setActive(index);
      scrollToIndex(index);
      focusRow(index);
    },
    [setActive, scrollToIndex, focusRow],
  );

  // The row may come into being only after the scroll, so this looks again after every render until it is there.
  useEffect(() => {
    if (wantsFocus.current) focusRow(activeIndex);
  });

  const handleKey = useCallback(
    (event: { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; preventDefault: () => void }) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Enter') {
        event.preventDefault();
        open(activeIndex);
        return;
      }
      const visible = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
      const target = rowAfterKey(event.key, activeIndex, rowIds.length, visible);
      if (target === undefined) return;
      event.preventDefault();
      moveTo(target);
    },
    [activeIndex, moveTo, open, rowHeight, rowIds.length, scroller],
  );

  useWhenNothingHasFocus((event) => {
    // The first step only takes up the row where the list stands; from there on the keys move.
    if (isStep(event.key)) {
      event.preventDefault();
      moveTo(activeIndex);
    } else handleKey(event);
  });

  return {
    activeIndex,
    setActive,
    onKeyDown: (event) => {
      const isOnRow = event.target instanceof HTMLElement && event.target.hasAttribute('data-row-index');
      if (isOnRow) handleKey(event);
    },
  };
}

/** j and k work right after the page has opened, before anything was clicked. */
function useWhenNothingHasFocus(handle: (event: globalThis.KeyboardEvent) => void): void {
  const latest = useRef(handle);
  useEffect(() => {
    latest.current = handle;
  });
  useEffect(() => {
    function onKeyDown(event: globalThis.KeyboardEvent) {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isPlain && document.activeElement === document.body && event.key !== 'Enter') latest.current(event);
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
