import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldGrid, ProtoFormBox, SelectField, TextField, useProtoForm } from '@/forms';
import { FormDialog } from '@/forms/FormDialog';
import { hintBelow } from '@/forms/hintBelow';
import { ApiKeySchema, type CreateApiKeyResponse } from '@/gen/kartoteka/v1/api_key_service_pb';
import { dayText, isForSync, keyMessage, newKey } from './keyValues';
import { useCreateApiKey, useSources } from './queries';
import { ScopesField } from './ScopesField';
import { SecretDialog } from './SecretDialog';

interface CreateKeyDialogProps {
  opened: boolean;
  onClose: () => void;
  /** The source on whose page the key is made; empty elsewhere. */
  source: string;
}

/** Makes a key and shows it once. */
export function CreateKeyDialog({ opened, onClose, source }: CreateKeyDialogProps) {
  const { t } = useTranslation('access');
  const [made, setMade] = useState<CreateApiKeyResponse>();
  return (
    <>
      <FormDialog opened={opened} onClose={onClose} title={t('key.create')} size="lg">
        <CreateKeyForm
          source={source}
          onClose={onClose}
          onMade={(answer) => {
            onClose();
            setMade(answer);
          }}
        />
      </FormDialog>
      <SecretDialog secret={made?.secret} title={t('key.secretTitle')} onClose={() => setMade(undefined)}>
        {t('key.secretExplain', { name: made?.apiKey?.name ?? '' })}
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
  const { t } = useTranslation('access');
  const create = useCreateApiKey();
  const sources = useSources().data?.sourceSystems ?? [];
  const form = useProtoForm({
    schema: ApiKeySchema,
    prefix: 'apiKey',
    name: t('key.create'),
    initialValues: newKey(source),
    toMessage: keyMessage,
    submit: ({ message }) => create.mutateAsync({ apiKey: message }),
    onSaved: onMade,
  });
  const scopes = form.mantine.useWatchValue('scopes');
  return (
    <ProtoFormBox form={form} onCancel={onClose} submitLabel={t('key.submit')}>
      <TextField form={form} name="name" label={t('key.name')} description={t('hint.keyName')} maxLength={100} autoComplete="off" required data-autofocus />
      <ScopesField form={form} />
      <FieldGrid>
        {isForSync(scopes) && (
          <SelectField
            form={form}
            name="sourceSystem"
            label={t('key.source')}
            description={t('hint.source')}
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
          label={t('key.expireTime')}
          description={t('hint.expireTime')}
          inputWrapperOrder={hintBelow}
          min={dayText(new Date())}
        />
      </FieldGrid>
    </ProtoFormBox>
  );
}
