import { useTranslation } from 'react-i18next';
import { FormDialog } from '@/forms/FormDialog';
import { WebhookSchema, type Webhook } from '@/gen/kartoteka/v1/webhook_service_pb';
import { EditForm, useEditForm, useFacts } from '@/records';
import { useLatestWebhook, useUpdateWebhook } from './queries';
import { hostOf } from './state';
import { UrlField } from './UrlField';

interface EditWebhookProps {
  webhook: Webhook;
  onClose: () => void;
}

export function EditWebhookDialog({ opened, ...props }: EditWebhookProps & { opened: boolean }) {
  const { t } = useTranslation('erp');
  return (
    <FormDialog opened={opened} onClose={props.onClose} title={t('webhook.editTitle', { host: hostOf(props.webhook.url) })} size="lg">
      <EditWebhookForm {...props} />
    </FormDialog>
  );
}

function EditWebhookForm({ webhook, onClose }: EditWebhookProps) {
  const { t } = useTranslation('erp');
  const update = useUpdateWebhook();
  const edit = useEditForm({
    facts: useFacts(WebhookSchema, 'erp'),
    record: webhook,
    loadLatest: useLatestWebhook(webhook),
    prefix: 'webhook',
    name: t('webhook.editTitle', { host: hostOf(webhook.url) }),
    valuesOf: ({ url }: Webhook) => ({ url }),
    toMessage: ({ url }) => ({ url: url.trim(), sourceSystemId: webhook.sourceSystemId }),
    save: (change, updateMask) => update.mutateAsync({ webhook: change, updateMask }),
    done: t('webhook.saved'),
    close: onClose,
  });
  return (
    <EditForm edit={edit}>
      <UrlField form={edit.form} />
    </EditForm>
  );
}
