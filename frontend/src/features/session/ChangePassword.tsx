import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PasswordField, ProtoFormBox, useProtoForm } from '@/forms';
import { ChangePasswordRequestSchema } from '@/gen/kartoteka/v1/session_service_pb';
import { notify } from '@/ui';
import { AuthCard } from './AuthCard';
import { useChangePassword } from './queries';

export function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('common');
  return (
    <Modal opened onClose={onClose} title={t('session.changePassword')} size="sm">
      <ChangePasswordForm onDone={onClose} onCancel={onClose} />
    </Modal>
  );
}

/** Stands in place of every page until a temporary password has been replaced. */
export function ChangePasswordPage() {
  const { t } = useTranslation('common');
  return (
    <AuthCard title={t('session.changePassword')} description={t('session.mustChange')}>
      <ChangePasswordForm onDone={() => undefined} />
    </AuthCard>
  );
}

function ChangePasswordForm({ onDone, onCancel }: { onDone: () => void; onCancel?: () => void }) {
  const { t } = useTranslation('common');
  const changePassword = useChangePassword();
  const form = useProtoForm({
    schema: ChangePasswordRequestSchema,
    initialValues: { currentPassword: '', newPassword: '' },
    toMessage: (values) => values,
    submit: ({ message }) => changePassword.mutateAsync(message),
    onSaved: () => {
      notify.success(t('session.passwordChanged'));
      onDone();
    },
  });
  return (
    <ProtoFormBox form={form} {...(onCancel ? { onCancel } : {})} submitLabel={t('session.changePassword')}>
      <PasswordField form={form} name="currentPassword" label={t('session.currentPassword')} autoComplete="current-password" required />
      <PasswordField
        form={form}
        name="newPassword"
        label={t('session.newPassword')}
        description={t('session.passwordHint')}
        autoComplete="new-password"
        required
      />
    </ProtoFormBox>
  );
}
