import { useTranslation } from 'react-i18next';
import { TextField, type ProtoForm } from '@/forms';

/** The address of a webhook, the same when it is added and when it is changed. */
export function UrlField({ form }: { form: ProtoForm<{ url: string }> }) {
  const { t } = useTranslation('erp');
  return (
    <TextField
      form={form}
      name="url"
      label={t('webhook.url')}
      description={t('webhook.urlHint')}
      placeholder="https://"
      inputMode="url"
      maxLength={2048}
      autoComplete="off"
      required
      data-autofocus
    />
  );
}
