import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSourceSystems } from '@/features/erp/public';
import { FieldGrid, ProtoFormBox, SelectField, TextField, useProtoForm } from '@/forms';
import { FormDialog } from '@/forms/FormDialog';
import { hintBelow } from '@/forms/hintBelow';
import { ApiKeySchema, type CreateApiKeyResponse } from '@/gen/kartoteka/v1/api_key_service_pb';
import { SecretDialog } from '@/ui';
import { dayText, isForSync, keyMessage, newKey } from './values';
import { useCreateApiKey } from './queries';
import { ScopesField } from './ScopesField';

interface CreateKeyDialogProps {
  opened: boolean;
  onClose: () => void;
  /** The source on whose page the key is made; empty elsewhere. */
  source: string;
}

/** Makes a key and shows it once. */
export function CreateKeyDialog({ opened, onClose, source }: CreateKeyDialogProps) {
  const { t } = useTranslation('apiKeys');
  const [made, setMade] = useState<CreateApiKeyResponse>();
  return (
    <>
      <FormDialog opened={opened} onClose={onClose} title={t('create')} size="lg">
        <CreateKeyForm
          source={source}
          onClose={onClose}
          onMade={(answer) => {
            onClose();
            setMade(answer);
          }}
        />
      </FormDialog>
      <SecretDialog secret={made?.secret} title={t('secret.title')} onClose={() => setMade(undefined)}>
        {t('secret.explain', { name: made?.apiKey?.name ?? '' })}
      </SecretDialog>
    </>
  );
}

interface CreateKeyFormProps {
  source: string;
  onClose: () => void;
  onMade: (answer: CreateApiKeyResponse) => void;
}

function CreateKeyForm({ source, onClose, onMade }: CreateKeyFormProps) {
  const { t } = useTranslation('apiKeys');
  const create = useCreateApiKey();
  const sources = useSourceSystems();
  const form = useProtoForm({
    schema: ApiKeySchema,
    prefix: 'apiKey',
    name: t('create'),
    initialValues: newKey(source),
    toMessage: keyMessage,
    submit: ({ message }) => create.mutateAsync({ apiKey: message }),
    onSaved: onMade,
  });
  const scopes = form.mantine.useWatchValue('scopes');
  return (
    <ProtoFormBox form={form} onCancel={onClose} submitLabel={t('submit')}>
      <TextField form={form} name="name" label={t('field.name')} description={t('hint.name')} maxLength={100} autoComplete="off" required data-autofocus />
      <ScopesField form={form} />
      <FieldGrid>
        {isForSync(scopes) && (
          <SelectField
            form={form}
            name="sourceSystem"
            label={t('field.sourceSystem')}
            description={t('hint.sourceSystem')}
            inputWrapperOrder={hintBelow}
            data={sources.map(({ code, name }) => ({ value: code, label: name === code ? code : `${name} (${code})` }))}
            required
            searchable
          />
        )}
        <TextField
          form={form}
          name="expireTime"
          type="date"
          label={t('field.expireTime')}
          description={t('hint.expireTime')}
          inputWrapperOrder={hintBelow}
          min={dayText(new Date())}
        />
      </FieldGrid>
    </ProtoFormBox>
  );
}
