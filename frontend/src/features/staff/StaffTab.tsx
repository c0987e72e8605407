import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTable, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { StaffMember } from '@/gen/kartoteka/v1/staff_service_pb';
import { DataTable, param, SearchBox, Toolbar, useListState } from '@/table';
import { EmptyState } from '@/ui';
import { AddStaffDialog } from './AddStaffDialog';
import { EditStaffDialog } from './EditStaffDialog';
import { useStaff } from './queries';
import { ResetPasswordDialog } from './ResetPasswordDialog';
import { RolesDialog } from './RolesDialog';
import { useStaffColumns } from './columns';

const params = { q: param.text() };
const staffId = (member: StaffMember) => member.id;
const staffTone = (member: StaffMember) => (member.disabled ? ('muted' as const) : undefined);

export function StaffTab() {
  const { t } = useTranslation('staff');
  const { state, update, clear, isSet } = useListState(params);
  const { rows, query } = useStaff(state.q);
  const canWrite = useCan(Permission.STAFF_WRITE);
  const [isAdding, adding] = useDisclosure(false);
  const [isComparing, comparing] = useDisclosure(false);
  const [edited, setEdited] = useState<StaffMember>();
  const [locked, setLocked] = useState<StaffMember>();
  const columns = useStaffColumns();
  return (
    <>
      <Toolbar
        search={<SearchBox value={state.q} onChange={(q) => update({ q })} label={t('search')} isSearching={query.isFetching} />}
        filters={
          <Button variant="default" leftSection={<IconTable size={16} aria-hidden />} onClick={comparing.open}>
            {t('roles.open')}
          </Button>
        }
        summary={
          canWrite ? (
            <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={adding.open}>
              {t('add.action')}
            </Button>
          ) : (
            t('readOnly')
          )
        }
      />
      <DataTable
        id="staff"
        label={t('tab.staff')}
        columns={columns}
        rows={rows}
        rowId={staffId}
        rowTone={staffTone}
        query={query}
        {...(canWrite ? { onOpen: setEdited } : {})}
        isFiltered={isSet('q')}
        onClearFilters={() => clear()}
        empty={<EmptyState icon={<IconUsers size={26} stroke={1.5} />} title={t('empty')} />}
      />
      <RolesDialog opened={isComparing} onClose={comparing.close} />
      <AddStaffDialog opened={isAdding} onClose={adding.close} />
      <EditStaffDialog
        member={edited}
        onClose={() => setEdited(undefined)}
        onResetPassword={(member) => {
          setEdited(undefined);
          setLocked(member);
        }}
      />
      <ResetPasswordDialog member={locked} onClose={() => setLocked(undefined)} />
    </>
  );
}
