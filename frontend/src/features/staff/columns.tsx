import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/context';
import { StaffRoleSchema, type StaffMember } from '@/gen/kartoteka/v1/staff_service_pb';
import { useEnumLabel } from '@/i18n';
import type { Column } from '@/table';
import { RelativeTime, StatusBadge } from '@/ui';

export function useStaffColumns(): Column<StaffMember>[] {
  const { t } = useTranslation('staff');
  const label = useEnumLabel();
  const me = useSession().staff?.id;
  return useMemo<Column<StaffMember>[]>(
    () => [
      {
        id: 'name',
        header: t('field.name'),
        minWidth: 180,
        card: 'title',
        cell: (member) => (
          <>
            <Text span inherit fw={550}>
              {member.name}
            </Text>
            {member.id === me && (
              <Text span size="xs" c="dimmed">
                {' '}
                {t('you')}
              </Text>
            )}
          </>
        ),
      },
      { id: 'email', header: t('common:session.email'), cell: (member) => member.email, minWidth: 200 },
      { id: 'role', header: t('field.role'), cell: (member) => label(StaffRoleSchema, member.role), width: 150 },
      { id: 'code', header: t('field.codeShort'), cell: (member) => member.code || '–', width: 140 },
      { id: 'lastSignIn', header: t('field.lastSignInTime'), cell: (member) => <LastSignIn member={member} />, width: 170 },
      { id: 'state', header: t('field.state'), cell: (member) => <StaffState member={member} />, width: 190 },
    ],
    [t, label, me],
  );
}

function LastSignIn({ member }: { member: StaffMember }) {
  const { t } = useTranslation('staff');
  return member.lastSignInTime ? <RelativeTime value={member.lastSignInTime} /> : t('never');
}

function StaffState({ member }: { member: StaffMember }) {
  const { t } = useTranslation('staff');
  if (member.disabled) return <StatusBadge tone="negative">{t('state.disabled')}</StatusBadge>;
  if (member.mustChangePassword) return <StatusBadge tone="waiting">{t('state.temporaryPassword')}</StatusBadge>;
  return <StatusBadge tone="positive">{t('state.active')}</StatusBadge>;
}
