import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useGroupsById } from '@/features/groups/public';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import { notify, Section } from '@/ui';
import { Nothing } from '../Nothing';
import { AddToGroup } from './AddToGroup';
import { MembershipRow } from './MembershipRow';
import classes from './memberships.module.css';
import { useRemoveMembers } from './queries';
import { reasonsByGroup } from './why';

interface MembershipsSectionProps {
  customer: Customer;
  canEdit: boolean;
}

/** The groups of the customer, and why it is in each (GROUP-7). */
export function MembershipsSection({ customer, canEdit }: MembershipsSectionProps) {
  const { t } = useTranslation('customers');
  const entries = useMemo(() => reasonsByGroup(customer.memberships), [customer.memberships]);
  const groups = useGroupsById(useMemo(() => [entries.map(({ groupId }) => groupId)], [entries]));
  const remove = useRemove(customer.id);
  return (
    <Section id="groups" title={t('section.groups')} actions={canEdit && <AddToGroup customerId={customer.id} />} flush={entries.length > 0}>
      {entries.length === 0 ? (
        <Nothing title={t('membership.empty')} />
      ) : (
        <ul className={classes.list}>
          {entries.map((entry) => (
            <MembershipRow
              key={entry.groupId}
              entry={entry}
              group={groups.get(entry.groupId)}
              canEdit={canEdit}
              onRemove={() => remove(entry.groupId)}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Whoever the ERP also put there stays a member, and is told so. */
function useRemove(customerId: string): (groupId: string) => void {
  const { t } = useTranslation('customers');
  const remove = useRemoveMembers();
  return (groupId) =>
    remove.mutate(
      { groupId, customerIds: [customerId] },
      {
        onSuccess: ({ keptByErp }) => notify.success(t(keptByErp > 0 ? 'membership.keptByErp' : 'membership.removed')),
        onError: notify.failure,
      },
    );
}
