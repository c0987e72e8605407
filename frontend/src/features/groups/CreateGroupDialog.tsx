import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProtoFormBox, useProtoForm } from '@/forms';
import { FormDialog } from '@/forms/FormDialog';
import { GroupSchema } from '@/gen/kartoteka/v1/group_service_pb';
import { notify } from '@/ui';
import { GroupFields } from './GroupFields';
import { useCreateGroup } from './queries';
import { groupMessage, newGroup } from './values';

export function CreateGroupDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('groups');
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('create.title')}>
      <CreateGroupForm onClose={onClose} />
    </FormDialog>
  );
}

function CreateGroupForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('groups');
  const navigate = useNavigate();
  const create = useCreateGroup();
  const form = useProtoForm({
    schema: GroupSchema,
    prefix: 'group',
    name: t('create.title'),
    initialValues: newGroup,
    toMessage: groupMessage,
    submit: ({ message }) => create.mutateAsync({ group: message }),
    onSaved: ({ group }) => {
      onClose();
      if (!group) return;
      notify.success(t('create.done', { name: group.name }));
      void navigate({ to: '/groups/$groupId', params: { groupId: group.id } });
    },
  });
  return (
    <ProtoFormBox form={form} onCancel={onClose} submitLabel={t('create.submit')}>
      <GroupFields form={form} />
    </ProtoFormBox>
  );
}
