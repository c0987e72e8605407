import { Button, Text } from '@mantine/core';
import { IconLock, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { GroupName } from '@/features/groups/public';
import { MembershipOrigin, type Membership } from '@/gen/kartoteka/v1/customer_pb';
import type { Group } from '@/gen/kartoteka/v1/group_service_pb';
import { useFormat } from '@/i18n';
import { TextLink } from '@/ui';
import classes from './memberships.module.css';
import type { GroupReasons } from './why';

interface MembershipRowProps {
  entry: GroupReasons;
  /** Missing while it is on its way. */
  group: Group | undefined;
  canEdit: boolean;
  onRemove: () => void;
}

export function MembershipRow({ entry, group, canEdit, onRemove }: MembershipRowProps) {
  const { t } = useTranslation('customers');
  const name = group?.name ?? '…';
  return (
    <li className={classes.row}>
      <TextLink to="/groups/$groupId" params={{ groupId: entry.groupId }} size="sm" fw={600} className={classes.name}>
        <GroupName name={name} color={group?.color ?? ''} />
      </TextLink>
      <ul className={classes.reasons}>
        {entry.reasons.map((reason, index) => (
          <li key={index}>
            <Why membership={reason} />
          </li>
        ))}
      </ul>
      {canEdit && entry.isRemovable && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} aria-hidden />}
          aria-label={t('membership.removeFrom', { group: name })}
          onClick={onRemove}
          data-print="hide"
        >
          {t('common:action.remove')}
        </Button>
      )}
      {!entry.isRemovable && (
        <Text size="xs" c="dimmed" className={classes.locked}>
          <IconLock size={13} aria-hidden /> {t(lockReason(entry.reasons))}
        </Text>
      )}
    </li>
  );
}

/** "From the ERP main, there called HURT, since 3 May 2026" */
function Why({ membership }: { membership: Membership }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { origin, sourceSystem, sourceCode, since } = membership;
  const values = { source: sourceSystem, code: sourceCode };
  return (
    <>
      {origin === MembershipOrigin.ERP && t(sourceCode === '' ? 'membership.why.erp' : 'membership.why.erpCode', values)}
      {origin === MembershipOrigin.STAFF && t('membership.why.staff')}
      {origin === MembershipOrigin.RULE && t('membership.why.rule')}
      {origin === MembershipOrigin.REGISTRATION && t('membership.why.registration')}
      {since && ` · ${t('membership.since', { date: format.date(since) })}`}
    </>
  );
}

function lockReason(reasons: readonly Membership[]): string {
  if (reasons.some(({ origin }) => origin === MembershipOrigin.ERP)) return 'customers:membership.locked.erp';
  if (reasons.some(({ origin }) => origin === MembershipOrigin.RULE)) return 'customers:membership.locked.rule';
  return 'customers:membership.locked.registration';
}
