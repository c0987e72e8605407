import type { Group } from '@/gen/kartoteka/v1/group_service_pb';
import { useFormat } from '@/i18n';
import classes from './customers.module.css';

/** The colour of a group, for the eye only: the name stands beside it. */
export function GroupDot({ color }: { color: string }) {
  // A custom property is not among the known CSS properties.
  const style = color === '' ? undefined : ({ '--dot': color } as React.CSSProperties);
  return <span className={classes.dot} style={style} aria-hidden />;
}

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
        <span key={group.id} className={classes.group}>
          <GroupDot color={group.color} />
          <span className={classes.groupName}>{group.name}</span>
        </span>
      ))}
      {rest > 0 && <span className={classes.more}>+{format.number(rest)}</span>}
    </span>
  );
}
