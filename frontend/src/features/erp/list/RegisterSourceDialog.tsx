import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProtoFormBox, TextField, useProtoForm } from '@/forms';
import { FormDialog } from '@/forms/FormDialog';
import { SourceSystemSchema } from '@/gen/kartoteka/v1/source_system_service_pb';
import { notify } from '@/ui';
import { useCreateSource } from '../queries';

export function RegisterSourceDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('erp');
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('register.title')}>
      <RegisterSourceForm onClose={onClose} />
    </FormDialog>
  );
}

function RegisterSourceForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('erp');
  const navigate = useNavigate();
  const create = useCreateSource();
  const form = useProtoForm({
    schema: SourceSystemSchema,
    prefix: 'sourceSystem',
    name: t('register.title'),
    initialValues: { code: '', name: '' },
    toMessage: ({ code, name }) => ({ code: code.trim(), name: name.trim() }),
    submit: ({ message }) => create.mutateAsync({ sourceSystem: message }),
    onSaved: ({ sourceSystem }) => {
      onClose();
      if (!sourceSystem) return;
      notify.success(t('register.done', { name: sourceSystem.name }));
      void navigate({ to: '/erp/$sourceId', params: { sourceId: sourceSystem.id } });
    },
  });
  return (
    <ProtoFormBox form={form} onCancel={onClose} submitLabel={t('register.submit')}>
      <TextField form={form} name="code" label={t('field.code')} description={t('hint.code')} maxLength={50} autoComplete="off" required data-autofocus />
      <TextField form={form} name="name" label={t('field.name')} description={t('hint.name')} maxLength={100} autoComplete="off" />
    </ProtoFormBox>
  );
}
