import { Modal, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { StaffRoleSchema, type StaffRole } from '@/gen/kartoteka/v1/staff_service_pb';
import { useEnumLabel } from '@/i18n';
import { PlainTable, type PlainColumn } from '@/table/PlainTable';
import classes from './staff.module.css';
import { abilities, roles, type Ability } from './roles';

const abilityName = (ability: Ability) => ability.name;

/** What each role may do, side by side. */
export function RolesDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('staff');
  const label = useEnumLabel();
  const columns = useMemo<PlainColumn<Ability>[]>(
    () => [
      { id: 'ability', header: t('roles.ability'), cell: ({ name }) => t(`ability.${name}`), card: 'title' },
      ...roles.map((role) => ({
        id: String(role),
        header: label(StaffRoleSchema, role),
        cell: (ability: Ability) => <May ability={ability} role={role} />,
        width: 110,
      })),
    ],
    [t, label],
  );
  return (
    <Modal opened={opened} onClose={onClose} title={t('roles.title')} size="xl">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('roles.explain')}
        </Text>
        <PlainTable label={t('roles.title')} columns={columns} rows={abilities} rowId={abilityName} />
      </Stack>
    </Modal>
  );
}

function May({ ability, role }: { ability: Ability; role: StaffRole }) {
  const { t } = useTranslation('staff');
  const may = ability.roles.includes(role);
  return (
    <>
      {may ? <IconCheck size={17} className={classes.check} aria-hidden /> : <span aria-hidden>–</span>}
      <VisuallyHidden>{t(may ? 'roles.yes' : 'roles.no')}</VisuallyHidden>
    </>
  );
}
