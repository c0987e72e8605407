import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { emptyState, readState, writeState, type ParamsOf, type RawSearch } from './url';

export interface ListState<State> {
  state: State;
  /** Changes some of it. Replaces the present history entry: Back leaves the list, it does not undo letters. */
  update: (patch: Partial<State>) => void;
  /** Back to the empty state, except for the named keys ("sort"). */
  clear: (...keep: (keyof State)[]) => void;
  /** Whether any of these keys differs from its empty value. */
  isSet: (...keys: (keyof State)[]) => boolean;
}

/** The state of a list lives in the address alone. Declare params at module scope: a new object each render costs. */
export function useListState<State extends object>(params: ParamsOf<State>): ListState<State> {
  // The routes accept any text parameters; each list reads its own, see parseSearch.
  const search: RawSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = useMemo(() => readState(params, search), [params, search]);

  const update = useCallback(
    (patch: Partial<State>) => {
      void navigate({
        to: '.',
        replace: true,
        resetScroll: false,
        search: (previous: RawSearch) => writeState(params, { ...readState(params, previous), ...patch }, previous),
      });
    },
    [navigate, params],
  );

  const clear = useCallback(
    (...keep: (keyof State)[]) => {
      const kept = Object.fromEntries(keep.map((key) => [key, state[key]]));
      update({ ...emptyState(params), ...kept });
    },
    [params, state, update],
  );

  const isSet = useCallback(
    (...keys: (keyof State)[]) => keys.some((key) => params[key].write(state[key]).length > 0),
    [params, state],
  );

  return { state, update, clear, isSet };
}
