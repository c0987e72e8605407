import { ChoiceList, type ChoicesProps } from '@/table';
import { useStaffSearch } from './queries';

/** Ticks staff, found by name, e-mail or code. */
export function StaffChoices({ needle, ...props }: ChoicesProps) {
  const { rows, query } = useStaffSearch(needle);
  const choices = rows.map(({ id, name }) => ({ value: id, name, label: name }));
  return <ChoiceList choices={choices} query={query} {...props} />;
}
