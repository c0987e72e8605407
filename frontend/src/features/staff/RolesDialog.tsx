import { Modal, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { StaffRoleSchema, type RolePermissions } from '@/gen/kartoteka/v1/staff_service_pb';
import { useEnumLabel } from '@/i18n';
import { PlainTable, type PlainColumn } from '@/table';
import { ErrorState } from '@/ui';
import { useRoles } from './queries';
import { permissionsOf } from './roles';
import classes from './staff.module.css';

const permissionId = (permission: Permission) => String(permission);

/** What each role may do, side by side. */
export function RolesDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('staff');
  return (
    <Modal opened={opened} onClose={onClose} title={t('roles.title')} size="xl">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('roles.explain')}
        </Text>
        {opened && <RolesTable />}
      </Stack>
    </Modal>
  );
}

function RolesTable() {
  const { t } = useTranslation('staff');
  const label = useEnumLabel();
  const { data, error, refetch } = useRoles();
  const columns = useMemo<PlainColumn<Permission>[]>(
    () => [
      { id: 'ability', header: t('roles.ability'), cell: (permission) => t(`ability.${Permission[permission]}`), card: 'title' },
      ...(data?.roles ?? []).map((role) => ({
        id: String(role.role),
        header: label(StaffRoleSchema, role.role),
        cell: (permission: Permission) => <May permission={permission} role={role} />,
        width: 110,
      })),
    ],
    [t, label, data],
  );
  if (error) return <ErrorState error={error} onRetry={refetch} compact />;
  if (!data) return <Skeleton height={320} role="status" aria-label={t('common:state.loading')} />;
  return <PlainTable label={t('roles.title')} columns={columns} rows={permissionsOf(data.roles)} rowId={permissionId} />;
}

function May({ permission, role }: { permission: Permission; role: RolePermissions }) {
  const { t } = useTranslation('staff');
  const may = role.permissions.includes(permission);
  return (
    <>
      {may ? <IconCheck size={17} className={classes.check} aria-hidden /> : <span aria-hidden>–</span>}
      <VisuallyHidden>{t(may ? 'roles.yes' : 'roles.no')}</VisuallyHidden>
    </>
  );
}
