import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProtoFormBox, useProtoForm } from '@/forms';
import { FormDialog } from '@/forms/FormDialog';
import { StaffMemberSchema, type CreateStaffResponse } from '@/gen/kartoteka/v1/staff_service_pb';
import { SecretDialog } from '@/ui';
import { useCreateStaff } from './queries';
import { StaffFields } from './StaffFields';
import { newStaff, staffMessage } from './values';

interface AddStaffDialogProps {
  opened: boolean;
  onClose: () => void;
}

/** Adds a person and shows, once, the password they sign in with for the first time. */
export function AddStaffDialog({ opened, onClose }: AddStaffDialogProps) {
  const { t } = useTranslation('staff');
  const [added, setAdded] = useState<CreateStaffResponse>();
  return (
    <>
      <FormDialog opened={opened} onClose={onClose} title={t('add.title')} size="lg">
        <AddStaffForm
          onClose={onClose}
          onAdded={(answer) => {
            onClose();
            setAdded(answer);
          }}
        />
      </FormDialog>
      <SecretDialog secret={added?.temporaryPassword} title={t('password.title')} onClose={() => setAdded(undefined)}>
        {t('password.explain', { email: added?.staff?.email ?? '' })}
      </SecretDialog>
    </>
  );
}

function AddStaffForm({ onClose, onAdded }: { onClose: () => void; onAdded: (answer: CreateStaffResponse) => void }) {
  const { t } = useTranslation('staff');
  const create = useCreateStaff();
  const form = useProtoForm({
    schema: StaffMemberSchema,
    prefix: 'staff',
    name: t('add.title'),
    initialValues: newStaff,
    toMessage: staffMessage,
    submit: ({ message }) => create.mutateAsync({ staff: message }),
    onSaved: onAdded,
  });
  return (
    <ProtoFormBox form={form} onCancel={onClose} submitLabel={t('add.submit')}>
      <StaffFields form={form} />
    </ProtoFormBox>
  );
}
