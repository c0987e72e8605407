import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import type { Group } from '@/gen/kartoteka/v1/group_service_pb';
import { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { FactList, HistorySection } from '@/records';
import { EditableSection, Page, RelativeTime, StatusBadge } from '@/ui';
import { useAnchor } from '@/ui/anchor';
import { DeleteGroupDialog } from './DeleteGroupDialog';
import { DiscountsSection } from './DiscountsSection';
import { GroupForm } from './GroupForm';
import { GroupName } from './GroupName';
import { MembersSection } from './MembersSection';
import { useGroup } from './queries';
import { useGroupFacts } from './useGroupFacts';

export function GroupPage({ groupId }: { groupId: string }) {
  const { t } = useTranslation('groups');
  const query = useGroup(groupId);
  const group = query.data?.group;
  const canWrite = useCan(Permission.GROUPS_WRITE);
  const [isDeleting, deleting] = useDisclosure(false);
  return (
    <Page
      narrow
      title={group?.name ?? t('one')}
      breadcrumb={[{ label: t('title'), to: '/groups' }]}
      badge={group?.approvalRequired && <StatusBadge tone="waiting">{t('approval.required')}</StatusBadge>}
      subtitle={group && t('memberCount', { count: group.memberCount })}
      actions={
        canWrite &&
        group && (
          <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={deleting.open}>
            {t('delete.action')}
          </Button>
        )
      }
    >
      <Stack gap="md">
        <EditableSection
          title={t('section.data')}
          query={query}
          canEdit={canWrite}
          locked={t('readOnly')}
          view={group && <GroupFacts group={group} />}
          edit={(close) => group && <GroupForm group={group} close={close} />}
        />
        {group && <Sections group={group} />}
      </Stack>
      {group && <DeleteGroupDialog group={group} opened={isDeleting} onClose={deleting.close} />}
    </Page>
  );
}

/** An address with an anchor leads to one of these, once they are there. */
function Sections({ group }: { group: Group }) {
  useAnchor();
  return (
    <>
      <DiscountsSection groupId={group.id} />
      <MembersSection group={group} />
      <HistorySection subject={HistorySubject.GROUP} id={group.id} />
    </>
  );
}

function GroupFacts({ group }: { group: Group }) {
  return (
    <FactList
      facts={useGroupFacts()}
      record={group}
      fields={['name', 'sortOrder', 'approvalRequired', 'codes', 'createTime', 'updateTime', 'description']}
      values={{ name: <GroupName {...group} />, updateTime: <RelativeTime value={group.updateTime} /> }}
      wide={['description']}
    />
  );
}
