import { Alert, Button, Group, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/context';
import { FormActions, SwitchField } from '@/forms';
import { FormDialog } from '@/forms/FormDialog';
import { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import type { StaffMember } from '@/gen/kartoteka/v1/staff_service_pb';
import { EditForm, HistoryButton, useEditForm } from '@/records';
import { useLatestStaff, useUpdateStaff } from './queries';
import { StaffFields } from './StaffFields';
import { useStaffFacts } from './useStaffFacts';
import { staffMessage, staffValues } from './values';

interface EditStaffDialogProps {
  member: StaffMember | undefined;
  onClose: () => void;
  onResetPassword: (member: StaffMember) => void;
}

export function EditStaffDialog({ member, onClose, onResetPassword }: EditStaffDialogProps) {
  const { t } = useTranslation('staff');
  return (
    <FormDialog opened={member !== undefined} onClose={onClose} title={t('edit.title')} size="lg">
      {member && <EditStaffForm member={member} onClose={onClose} onResetPassword={() => onResetPassword(member)} />}
    </FormDialog>
  );
}

function EditStaffForm({ member, onClose, onResetPassword }: { member: StaffMember; onClose: () => void; onResetPassword: () => void }) {
  const { t } = useTranslation('staff');
  const isMyself = useSession().staff?.id === member.id;
  const update = useUpdateStaff();
  const edit = useEditForm({
    facts: useStaffFacts(),
    record: member,
    loadLatest: useLatestStaff(member.id),
    prefix: 'staff',
    name: t('edit.title'),
    valuesOf: staffValues,
    toMessage: staffMessage,
    save: (change, updateMask) => update.mutateAsync({ staff: change, updateMask }),
    done: ({ name }) => t('edit.done', { name }),
    close: onClose,
  });
  const { form } = edit;
  return (
    <EditForm
      edit={edit}
      actions={
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <HistoryButton subject={HistorySubject.STAFF} id={member.id} name={member.name} />
            <Button variant="subtle" color="gray" leftSection={<IconKey size={16} aria-hidden />} onClick={onResetPassword} disabled={isMyself}>
              {t('reset.action')}
            </Button>
          </Group>
          <FormActions form={form} onCancel={onClose} />
        </Group>
      }
    >
      {form.failure?.reason === 'LAST_OWNER' && <LastOwnerHelp />}
      <StaffFields form={form} />
      <SwitchField form={form} name="disabled" label={t('field.disabled')} description={t('hint.disabled')} />
      {isMyself && (
        <Text size="xs" c="dimmed">
          {t('edit.myself')}
        </Text>
      )}
    </EditForm>
  );
}

/** The refusal says what is wrong; this says how to get there nevertheless. */
function LastOwnerHelp() {
  const { t } = useTranslation('staff');
  return (
    <Alert color="yellow" title={t('lastOwner.title')}>
      {t('lastOwner.explain')}
    </Alert>
  );
}
