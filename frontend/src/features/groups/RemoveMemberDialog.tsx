import { useTranslation } from 'react-i18next';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import type { Group } from '@/gen/kartoteka/v1/group_service_pb';
import { ConfirmTyped, notify, useLast } from '@/ui';
import { useRemoveMembers } from './queries';

interface RemoveMemberDialogProps {
  group: Group;
  /** Who is to leave; the dialog is open while there is one. */
  member: Customer | undefined;
  onClose: () => void;
}

/** Takes back what staff added; a membership that the ERP pushed is the ERP's to end (GROUP-5). */
export function RemoveMemberDialog({ group, member, onClose }: RemoveMemberDialogProps) {
  const { t } = useTranslation('groups');
  const remove = useRemoveMembers();
  const last = useLast(member);

  async function confirm() {
    if (!member) return;
    const { keptByErp } = await remove.mutateAsync({ groupId: group.id, customerIds: [member.id] });
    notify.success(t(keptByErp > 0 ? 'remove.keptByErp' : 'remove.done', { name: member.name }));
  }

  return (
    <ConfirmTyped
      opened={member !== undefined}
      onClose={onClose}
      title={t('remove.title', { name: last?.name ?? '' })}
      confirmLabel={t('remove.confirm')}
      onConfirm={confirm}
    >
      {t('remove.explain', { group: group.name })}
    </ConfirmTyped>
  );
}
