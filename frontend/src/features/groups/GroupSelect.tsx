import { useMemo } from 'react';
import { SearchSelect, unknownChoice, type SearchSelectProps } from '@/ui/SearchSelect';
import { useGroup, useGroupSearch } from './queries';

/** Chooses a group; the value is its id. */
export function GroupSelect(props: SearchSelectProps) {
  const { value } = props;
  const { data, isError } = useGroup(value);
  const chosen = useMemo(() => (data?.group ? { value, label: data.group.name } : unknownChoice(value, isError)), [data, value, isError]);
  return <SearchSelect useSearch={useGroupsFound} chosen={chosen} {...props} />;
}

function useGroupsFound(words: string) {
  const { rows, query } = useGroupSearch(words);
  const found = useMemo(() => rows.map(({ id, name }) => ({ value: id, label: name })), [rows]);
  return { found, isFetching: query.isFetching };
}
