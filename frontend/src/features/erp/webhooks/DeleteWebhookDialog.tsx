import { useTranslation } from 'react-i18next';
import type { Webhook } from '@/gen/kartoteka/v1/webhook_service_pb';
import { ConfirmTyped, notify } from '@/ui';
import { useDeleteWebhook } from './queries';
import { hostOf } from './state';

interface DeleteWebhookDialogProps {
  webhook: Webhook;
  opened: boolean;
  onClose: () => void;
}

export function DeleteWebhookDialog({ webhook, opened, onClose }: DeleteWebhookDialogProps) {
  const { t } = useTranslation('erp');
  const remove = useDeleteWebhook();

  async function confirm() {
    await remove.mutateAsync({ id: webhook.id });
    notify.success(t('webhook.deleted'));
  }

  return (
    <ConfirmTyped
      opened={opened}
      onClose={onClose}
      title={t('webhook.deleteTitle', { host: hostOf(webhook.url) })}
      confirmLabel={t('webhook.deleteConfirm')}
      onConfirm={confirm}
    >
      {t('webhook.deleteExplain')}
    </ConfirmTyped>
  );
}
