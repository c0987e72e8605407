import { useTranslation } from 'react-i18next';
import type { Webhook } from '@/gen/kartoteka/v1/webhook_service_pb';
import { ConfirmTyped } from '@/ui';
import { useRotateSecret } from './queries';
import { hostOf } from './state';

interface RotateSecretDialogProps {
  webhook: Webhook;
  opened: boolean;
  onClose: () => void;
  onSecret: (secret: string) => void;
}

export function RotateSecretDialog({ webhook, opened, onClose, onSecret }: RotateSecretDialogProps) {
  const { t } = useTranslation('erp');
  const rotate = useRotateSecret();
  return (
    <ConfirmTyped
      opened={opened}
      onClose={onClose}
      title={t('webhook.rotateTitle', { host: hostOf(webhook.url) })}
      confirmLabel={t('webhook.rotate')}
      danger={false}
      onConfirm={async () => onSecret((await rotate.mutateAsync({ id: webhook.id })).secret)}
    >
      {t('webhook.rotateExplain')}
    </ConfirmTyped>
  );
}
