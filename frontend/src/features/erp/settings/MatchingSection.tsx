import type { DescEnum } from '@bufbuild/protobuf';
import { useTranslation } from 'react-i18next';
import { EnumRadioField, FieldGrid } from '@/forms';
import { MatchBySchema, UnknownGroupsSchema, type SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { EditForm, FactList } from '@/records';
import { choicesOf } from './ownership';
import { SettingsSection } from './SettingsSection';
import { useSourceFacts } from './useSourceFacts';
import { useSourceForm } from './useSourceForm';

/** What happens to what the ERP sends for the first time: contractors and groups. */
export function MatchingSection({ source }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  return (
    <SettingsSection
      id="matching"
      title={t('section.matching')}
      view={<MatchingView source={source} />}
      edit={(close) => <MatchingForm source={source} close={close} />}
    />
  );
}

function MatchingView({ source }: { source: SourceSystem }) {
  return <FactList facts={useSourceFacts(source)} record={source} fields={['matchBy', 'unknownGroups']} />;
}

function MatchingForm({ source, close }: { source: SourceSystem; close: () => void }) {
  const { t } = useTranslation('erp');
  const edit = useSourceForm({
    source,
    close,
    name: t('section.matching'),
    valuesOf: choicesOf,
    toMessage: (values) => values,
  });
  return (
    <EditForm edit={edit}>
      <FieldGrid>
        <EnumRadioField
          form={edit.form}
          name="matchBy"
          desc={MatchBySchema}
          label={t('field.matchBy')}
          describe={(value) => t(`matchBy.${nameOf(MatchBySchema, value)}`)}
        />
        <EnumRadioField
          form={edit.form}
          name="unknownGroups"
          desc={UnknownGroupsSchema}
          label={t('field.unknownGroups')}
          describe={(value) => t(`unknownGroups.${nameOf(UnknownGroupsSchema, value)}`)}
        />
      </FieldGrid>
    </EditForm>
  );
}

function nameOf(desc: DescEnum, value: number): string {
  return desc.value[value]?.localName ?? '';
}
