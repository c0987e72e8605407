import { ChoiceList, type ChoicesProps } from '@/table';
import { useStaffSearch } from './queries';

/** Ticks staff, found by name, e-mail or code. */
export function StaffChoices({ needle, ...props }: ChoicesProps) {
  const query = useStaffSearch(needle);
  const choices = query.data?.pages.flatMap((page) => page.staff).map(({ id, name }) => ({ value: id, name, label: name }));
  return <ChoiceList choices={choices ?? []} query={query} {...props} />;
}
