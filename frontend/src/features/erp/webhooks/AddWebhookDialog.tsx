import { useTranslation } from 'react-i18next';
import { ProtoFormBox, useProtoForm } from '@/forms';
import { FormDialog } from '@/forms/FormDialog';
import { WebhookSchema } from '@/gen/kartoteka/v1/webhook_service_pb';
import { useCreateWebhook } from './queries';
import { UrlField } from './UrlField';

interface AddWebhookProps {
  sourceId: string;
  onClose: () => void;
  /** Takes the secret, which is told this once. */
  onAdded: (secret: string) => void;
}

export function AddWebhookDialog({ opened, ...props }: AddWebhookProps & { opened: boolean }) {
  const { t } = useTranslation('erp');
  return (
    <FormDialog opened={opened} onClose={props.onClose} title={t('webhook.addTitle')} size="lg">
      <AddWebhookForm {...props} />
    </FormDialog>
  );
}

function AddWebhookForm({ sourceId, onClose, onAdded }: AddWebhookProps) {
  const { t } = useTranslation('erp');
  const create = useCreateWebhook();
  const form = useProtoForm({
    schema: WebhookSchema,
    prefix: 'webhook',
    name: t('webhook.addTitle'),
    initialValues: { url: '' },
    toMessage: ({ url }) => ({ url: url.trim(), sourceSystemId: sourceId }),
    submit: ({ message }) => create.mutateAsync({ webhook: message }),
    onSaved: ({ secret }) => onAdded(secret),
  });
  return (
    <ProtoFormBox form={form} onCancel={onClose} submitLabel={t('webhook.submit')}>
      <UrlField form={form} />
    </ProtoFormBox>
  );
}
