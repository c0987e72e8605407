import { useTranslation } from 'react-i18next';
import type { Group } from '@/gen/kartoteka/v1/group_service_pb';
import { EditForm, useEditForm } from '@/records';
import { GroupFields } from './GroupFields';
import { useLatestGroup, useUpdateGroup } from './queries';
import { useGroupFacts } from './useGroupFacts';
import { groupMessage, groupValues } from './values';

export function GroupForm({ group, close }: { group: Group; close: () => void }) {
  const { t } = useTranslation('groups');
  const update = useUpdateGroup();
  const edit = useEditForm({
    facts: useGroupFacts(),
    record: group,
    loadLatest: useLatestGroup(group.id),
    prefix: 'group',
    name: t('section.data'),
    valuesOf: groupValues,
    toMessage: groupMessage,
    save: (change, updateMask) => update.mutateAsync({ group: change, updateMask }),
    done: t('saved'),
    close,
  });
  return (
    <EditForm edit={edit}>
      <GroupFields form={edit.form} />
    </EditForm>
  );
}
