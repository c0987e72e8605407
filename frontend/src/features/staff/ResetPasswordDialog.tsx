import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '@/gen/kartoteka/v1/staff_service_pb';
import { ConfirmTyped, SecretDialog, useLast } from '@/ui';
import { useResetPassword } from './queries';

interface ResetPasswordDialogProps {
  member: StaffMember | undefined;
  onClose: () => void;
}

/** A new temporary password, after a question: it ends every session of the person. */
export function ResetPasswordDialog({ member, onClose }: ResetPasswordDialogProps) {
  const { t } = useTranslation('staff');
  const reset = useResetPassword();
  const [password, setPassword] = useState('');
  const last = useLast(member);

  async function confirm() {
    if (!member) return;
    const { temporaryPassword } = await reset.mutateAsync({ id: member.id });
    setPassword(temporaryPassword);
  }

  return (
    <>
      <ConfirmTyped
        opened={member !== undefined}
        onClose={onClose}
        title={t('reset.title', { name: last?.name ?? '' })}
        confirmLabel={t('reset.confirm')}
        onConfirm={confirm}
      >
        {t('reset.explain')}
      </ConfirmTyped>
      <SecretDialog secret={password} title={t('password.title')} onClose={() => setPassword('')}>
        {t('password.explain', { email: last?.email ?? '' })}
      </SecretDialog>
    </>
  );
}
