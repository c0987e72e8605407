import { Badge } from '@mantine/core';
import type { GroupCode } from '@/gen/kartoteka/v1/group_service_pb';
import classes from './groups.module.css';

/** What each ERP source calls the group: "optima-1: HURT". */
export function GroupCodes({ codes }: { codes: readonly GroupCode[] }) {
  if (codes.length === 0) return '–';
  return (
    <span className={classes.codes}>
      {codes.map(({ sourceSystem, code }) => (
        <Badge key={`${sourceSystem}:${code}`} color="gray" tt="none" fw={500}>
          {sourceSystem}: {code}
        </Badge>
      ))}
    </span>
  );
}
