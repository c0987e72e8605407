import { MembershipOrigin, type Membership } from '@/gen/kartoteka/v1/customer_pb';

/** The memberships of one group: why the customer is in it (GROUP-7). */
export interface GroupReasons {
  groupId: string;
  reasons: Membership[];
  /** Only what staff added, staff take back (GROUP-5). */
  isRemovable: boolean;
}

/** Groups in their order, each once with all its reasons. */
export function reasonsByGroup(memberships: readonly Membership[]): GroupReasons[] {
  const groups = new Map<string, Membership[]>();
  for (const membership of memberships) {
    groups.set(membership.groupId, [...(groups.get(membership.groupId) ?? []), membership]);
  }
  return [...groups].map(([groupId, reasons]) => ({
    groupId,
    reasons,
    isRemovable: reasons.some(({ origin }) => origin === MembershipOrigin.STAFF),
  }));
}
