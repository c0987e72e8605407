import { GroupName } from '@/features/groups/public';
import type { Group } from '@/gen/kartoteka/v1/group_service_pb';
import { useFormat } from '@/i18n';
import classes from './customers.module.css';

const SHOWN = 2;

/** The first groups by name and how many more there are; all of them for the pointer and for assistive technology. */
export function GroupNames({ groups }: { groups: readonly Group[] }) {
  const format = useFormat();
  if (groups.length === 0) return null;
  const shown = groups.slice(0, SHOWN);
  const rest = groups.length - shown.length;
  return (
    <span className={classes.groups} title={groups.map((group) => group.name).join(', ')}>
      {shown.map((group) => (
        <GroupName key={group.id} {...group} />
      ))}
      {rest > 0 && <span className={classes.more}>+{format.number(rest)}</span>}
    </span>
  );
}
