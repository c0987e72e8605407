import { IconBan, IconCircleCheck, IconCircleX, IconHistory, IconLockOpen, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import type { Noun } from '../nouns';

const acts: readonly (readonly [string, typeof IconHistory])[] = [
  ['_CREATED', IconPlus],
  ['_UPDATED', IconPencil],
  ['_DELETED', IconTrash],
  ['_APPROVED', IconCircleCheck],
  ['_REJECTED', IconCircleX],
  ['_UNBLOCKED', IconLockOpen],
  ['_BLOCKED', IconBan],
  ['_ENDED', IconBan],
  ['_REVOKED', IconBan],
];

interface ActionIconProps {
  action: string;
  /** What the action was done to, where that is not the thing whose history it is. */
  noun: Noun | undefined;
}

/** What was done to the thing itself by the act, what was done to another by that. */
export function ActionIcon({ action, noun }: ActionIconProps) {
  const Icon = noun?.icon ?? acts.find(([act]) => action.endsWith(act))?.[1] ?? IconHistory;
  return <Icon size={15} stroke={1.8} />;
}
