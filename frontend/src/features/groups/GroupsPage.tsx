import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconTags } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import type { Group } from '@/gen/kartoteka/v1/group_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { useFormat } from '@/i18n';
import { DataTable, param, SearchBox, Toolbar, useListState, type Column, type RowLink } from '@/table';
import { EmptyState, Page, StatusBadge } from '@/ui';
import { CreateGroupDialog } from './CreateGroupDialog';
import { GroupCodes } from './GroupCodes';
import { GroupName } from './GroupName';
import { useGroups } from './queries';

const params = { q: param.text() };
const groupId = (group: Group) => group.id;
const groupLink = (group: Group): RowLink => ({ to: '/groups/$groupId', params: { groupId: group.id } });

export function GroupsPage() {
  const { t } = useTranslation('groups');
  const { state, update, clear, isSet } = useListState(params);
  const { rows, query } = useGroups(state.q);
  const columns = useGroupColumns();
  const canWrite = useCan(Permission.GROUPS_WRITE);
  const [isCreating, creating] = useDisclosure(false);
  const createButton = canWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={creating.open}>
      {t('create.action')}
    </Button>
  );
  return (
    <Page fill title={t('title')} actions={createButton}>
      <Toolbar
        search={<SearchBox value={state.q} onChange={(q) => update({ q })} label={t('search')} isSearching={query.isFetching} />}
        summary={query.data && !query.hasNextPage && t('count', { count: rows.length })}
      />
      <DataTable
        id="groups"
        label={t('title')}
        columns={columns}
        rows={rows}
        rowId={groupId}
        query={query}
        rowLink={groupLink}
        isFiltered={isSet('q')}
        onClearFilters={() => clear()}
        empty={
          <EmptyState
            icon={<IconTags size={26} stroke={1.5} />}
            title={t('empty.title')}
            description={t(canWrite ? 'empty.hint' : 'empty.hintReader')}
            action={createButton}
          />
        }
      />
      <CreateGroupDialog opened={isCreating} onClose={creating.close} />
    </Page>
  );
}

function useGroupColumns(): Column<Group>[] {
  const { t } = useTranslation('groups');
  const format = useFormat();
  return useMemo<Column<Group>[]>(
    () => [
      { id: 'name', header: t('field.name'), cell: (group) => <GroupName {...group} />, minWidth: 180, card: 'title' },
      { id: 'description', header: t('field.description'), cell: (group) => group.description || '–', minWidth: 200, card: 'hidden' },
      { id: 'codes', header: t('field.codes'), cell: (group) => <GroupCodes codes={group.codes} />, minWidth: 200 },
      {
        id: 'approval',
        header: t('field.approvalRequired'),
        cell: (group) => (group.approvalRequired ? <StatusBadge tone="waiting">{t('approval.required')}</StatusBadge> : '–'),
        width: 180,
      },
      { id: 'members', header: t('field.memberCount'), cell: (group) => format.number(group.memberCount), width: 110, align: 'end' },
      {
        id: 'sortOrder',
        header: t('field.sortOrder'),
        cell: (group) => format.number(group.sortOrder),
        width: 120,
        align: 'end',
        card: 'hidden',
      },
    ],
    [t, format],
  );
}
