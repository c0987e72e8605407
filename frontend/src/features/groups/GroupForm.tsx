import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProtoFormBox, useMergingSave, useProtoForm } from '@/forms';
import { GroupSchema, type Group } from '@/gen/kartoteka/v1/group_service_pb';
import { useFormat } from '@/i18n';
import { notify } from '@/ui';
import { GroupCodes } from './GroupCodes';
import { GroupFields } from './GroupFields';
import { useLoadGroup, useUpdateGroup } from './queries';
import { groupMessage, groupValues } from './values';

export function GroupForm({ group, close }: { group: Group; close: () => void }) {
  const { t } = useTranslation('groups');
  // A refresh of the page must not hide what somebody else saved since the form was opened.
  const [base] = useState(group);
  const update = useUpdateGroup();
  const loadGroup = useLoadGroup();
  const show = useShowField();
  const merging = useMergingSave({
    schema: GroupSchema,
    base,
    loadLatest: () => loadGroup(group.id),
    labelOf: (field) => t(`field.${field}`),
    show,
  });
  const form = useProtoForm({
    schema: GroupSchema,
    prefix: 'group',
    name: t('section.data'),
    initialValues: groupValues(group),
    toMessage: groupMessage,
    submit: (change) =>
      merging.save(change, ({ message, mask, etag }) =>
        update.mutateAsync({ group: { ...message, id: group.id, etag }, updateMask: mask }),
      ),
    onSaved: (answer) => {
      if (answer) notify.success(t('saved'));
      close();
    },
  });
  return (
    <>
      <ProtoFormBox form={form} onCancel={close}>
        <GroupFields form={form} />
      </ProtoFormBox>
      {merging.dialog}
    </>
  );
}

/** One field of a group in words, for choosing between two versions of it. */
function useShowField() {
  const { t } = useTranslation('groups');
  const format = useFormat();
  return (field: string, group: Group) => {
    switch (field) {
      case 'codes':
        return <GroupCodes codes={group.codes} />;
      case 'approvalRequired':
        return t(group.approvalRequired ? 'approval.required' : 'approval.none');
      case 'sortOrder':
        return format.number(group.sortOrder);
      case 'description':
        return group.description || '–';
      case 'color':
        return group.color || '–';
      default:
        return group.name;
    }
  };
}
