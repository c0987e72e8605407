import { Alert, Button, Group, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/context';
import { FormActions, ProtoFormBox, SwitchField, useMergingSave, useProtoForm } from '@/forms';
import { FormDialog } from '@/forms/FormDialog';
import { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { StaffMemberSchema, StaffRoleSchema, type StaffMember } from '@/gen/kartoteka/v1/staff_service_pb';
import { useEnumLabel } from '@/i18n';
import { HistoryButton } from '@/records';
import { notify } from '@/ui';
import { useLoadStaff, useUpdateStaff } from './queries';
import { StaffFields } from './StaffFields';
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
  const merging = useSaveStaff(member);
  const form = useProtoForm({
    schema: StaffMemberSchema,
    prefix: 'staff',
    name: t('edit.title'),
    initialValues: staffValues(member),
    toMessage: staffMessage,
    submit: merging.save,
    onSaved: (answer) => {
      if (answer) notify.success(t('edit.done', { name: form.mantine.getValues().name }));
      onClose();
    },
  });
  return (
    <>
      <ProtoFormBox
        form={form}
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
      </ProtoFormBox>
      {merging.dialog}
    </>
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

function useSaveStaff(member: StaffMember) {
  const { t } = useTranslation('staff');
  const label = useEnumLabel();
  const update = useUpdateStaff();
  const loadStaff = useLoadStaff();
  const { save, dialog } = useMergingSave({
    schema: StaffMemberSchema,
    base: member,
    loadLatest: () => loadStaff(member.id),
    labelOf: (field) => t(`field.${field}`),
    show: (field, { role, disabled, name, email, code }) => {
      switch (field) {
        case 'role':
          return label(StaffRoleSchema, role);
        case 'disabled':
          return t(disabled ? 'state.disabled' : 'state.active');
        case 'email':
          return email;
        case 'code':
          return code || '–';
        default:
          return name;
      }
    },
  });
  return {
    dialog,
    save: (change: Parameters<typeof save>[0]) =>
      save(change, ({ message, mask, etag }) => update.mutateAsync({ staff: { ...message, id: member.id, etag }, updateMask: mask })),
  };
}
