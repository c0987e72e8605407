import { ChoiceList, type Choice, type ChoicesProps } from '@/table';
import { GroupName } from './GroupName';
import { useGroupSearch } from './queries';

/** Ticks groups, found by name. */
export function GroupChoices({ needle, ...props }: ChoicesProps) {
  const { rows, query } = useGroupSearch(needle);
  const choices = rows.map(({ id, name, color }): Choice => ({ value: id, name, label: <GroupName name={name} color={color} /> }));
  return <ChoiceList choices={choices} query={query} {...props} />;
}
