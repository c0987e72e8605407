import { useTranslation } from 'react-i18next';
import { ProtoFormBox, TextField } from '@/forms';
import type { SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useFormat } from '@/i18n';
import { DataList } from '@/ui';
import { SettingsSection } from './SettingsSection';
import { useSourceForm } from './useSourceForm';

/** What the source is called. */
export function NameSection({ source }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  return (
    <SettingsSection
      id="source"
      title={t('section.source')}
      view={<NameView source={source} />}
      edit={(close) => <NameForm source={source} close={close} />}
    />
  );
}

function NameView({ source: { name, code, createTime } }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  return (
    <DataList
      items={[
        { label: t('field.name'), value: name },
        { label: t('field.code'), value: code },
        { label: t('fact.registered'), value: format.dateTime(createTime) },
      ]}
    />
  );
}

function NameForm({ source, close }: { source: SourceSystem; close: () => void }) {
  const { t } = useTranslation('erp');
  const { form, dialog } = useSourceForm({
    source,
    close,
    name: t('section.source'),
    initialValues: { name: source.name },
    toMessage: ({ name }) => ({ name: name.trim() }),
  });
  return (
    <>
      <ProtoFormBox form={form} onCancel={close}>
        <TextField form={form} name="name" label={t('field.name')} description={t('hint.name')} maxLength={100} />
      </ProtoFormBox>
      {dialog}
    </>
  );
}
