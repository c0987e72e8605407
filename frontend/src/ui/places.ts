import { useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';

type Search = Record<string, string | string[]>;

/** What each page was last narrowed to in this window, by its path. */
const lastSearch = new Map<string, Search>();

/** Remembers the filters and the order of this page, for the way back from the pages below it. */
export function useRememberedPlace(): void {
  const path = useRouterState({ select: (state) => state.location.pathname });
  // The routes accept any text parameters.
  const search: Search = useSearch({ strict: false });
  useEffect(() => {
    lastSearch.set(path, search);
  }, [path, search]);
}

/** How the page of a path was left; nothing when it has not been open. */
export function placeLeft(path: string): Search {
  return lastSearch.get(path) ?? {};
}
