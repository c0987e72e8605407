import { useTranslation } from 'react-i18next';
import { TextField } from '@/forms';
import type { SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { EditForm, FactList } from '@/records';
import { SettingsSection } from './SettingsSection';
import { useSourceFacts } from './useSourceFacts';
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

function NameView({ source }: { source: SourceSystem }) {
  return <FactList facts={useSourceFacts(source)} record={source} fields={['name', 'code', 'createTime']} />;
}

function NameForm({ source, close }: { source: SourceSystem; close: () => void }) {
  const { t } = useTranslation('erp');
  const edit = useSourceForm({
    source,
    close,
    name: t('section.source'),
    valuesOf: ({ name }) => ({ name }),
    toMessage: ({ name }) => ({ name: name.trim() }),
  });
  return (
    <EditForm edit={edit}>
      <TextField form={edit.form} name="name" label={t('field.name')} description={t('hint.name')} maxLength={100} />
    </EditForm>
  );
}
