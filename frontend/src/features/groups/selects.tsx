import { useMemo } from 'react';
import { ChoiceList, type Choice, type ChoicesProps } from '@/table';
import { SearchSelect, unknownChoice, type SearchSelectProps } from '@/ui/SearchSelect';
import { GroupName } from './GroupName';
import { useGroup, useGroupSearch } from './queries';

/** Chooses a group; the value is its id. */
export function GroupSelect(props: SearchSelectProps) {
  const { value } = props;
  const { data, isError } = useGroup(value);
  const chosen = useMemo(() => (data?.group ? { value, label: data.group.name } : unknownChoice(value, isError)), [data, value, isError]);
  return <SearchSelect useSearch={useGroupsFound} chosen={chosen} {...props} />;
}

/** Ticks groups, found by name. */
export function GroupChoices({ needle, ...props }: ChoicesProps) {
  const { rows, query } = useGroupSearch(needle);
  const choices = rows.map(({ id, name, color }): Choice => ({ value: id, name, label: <GroupName name={name} color={color} /> }));
  return <ChoiceList choices={choices} query={query} {...props} />;
}

function useGroupsFound(words: string) {
  const { rows, query } = useGroupSearch(words);
  const found = useMemo(() => rows.map(({ id, name }) => ({ value: id, label: name })), [rows]);
  return { found, isFetching: query.isFetching };
}
