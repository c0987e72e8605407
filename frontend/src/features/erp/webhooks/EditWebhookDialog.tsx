import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProtoFormBox, useMergingSave, useProtoForm } from '@/forms';
import { FormDialog } from '@/forms/FormDialog';
import { WebhookSchema, type Webhook } from '@/gen/kartoteka/v1/webhook_service_pb';
import { notify } from '@/ui';
import { useLoadWebhook, useUpdateWebhook } from './queries';
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
  // The list looks again by itself; that must not hide what somebody else saved since the form was opened.
  const [base] = useState(webhook);
  const update = useUpdateWebhook();
  const loadWebhook = useLoadWebhook();
  const merging = useMergingSave({
    schema: WebhookSchema,
    base,
    loadLatest: () => loadWebhook(base),
    labelOf: () => t('webhook.url'),
    show: (_, { url }) => url,
  });
  const form = useProtoForm({
    schema: WebhookSchema,
    prefix: 'webhook',
    name: t('webhook.editTitle', { host: hostOf(base.url) }),
    initialValues: { url: base.url },
    toMessage: ({ url }) => ({ url: url.trim(), sourceSystemId: base.sourceSystemId }),
    submit: (change) =>
      merging.save(change, ({ message, mask, etag }) => update.mutateAsync({ webhook: { ...message, id: base.id, etag }, updateMask: mask })),
    onSaved: (answer) => {
      if (answer) notify.success(t('webhook.saved'));
      onClose();
    },
  });
  return (
    <>
      <ProtoFormBox form={form} onCancel={onClose}>
        <UrlField form={form} />
      </ProtoFormBox>
      {merging.dialog}
    </>
  );
}
