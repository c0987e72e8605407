import type { DescEnum } from '@bufbuild/protobuf';
import { useTranslation } from 'react-i18next';
import { EnumRadioField, FieldGrid, ProtoFormBox } from '@/forms';
import {
  MatchBy,
  MatchBySchema,
  UnknownGroups,
  UnknownGroupsSchema,
  type SourceSystem,
} from '@/gen/kartoteka/v1/source_system_service_pb';
import { useEnumLabel } from '@/i18n';
import { DataList } from '@/ui';
import { SettingsSection } from './SettingsSection';
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

/** What is not set counts as the usual. */
function choicesOf({ matchBy, unknownGroups }: SourceSystem) {
  return { matchBy: matchBy || MatchBy.NONE, unknownGroups: unknownGroups || UnknownGroups.CREATE };
}

function MatchingView({ source }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  const label = useEnumLabel();
  const { matchBy, unknownGroups } = choicesOf(source);
  return (
    <DataList
      items={[
        { label: t('field.matchBy'), value: label(MatchBySchema, matchBy) },
        { label: t('field.unknownGroups'), value: label(UnknownGroupsSchema, unknownGroups) },
      ]}
    />
  );
}

function MatchingForm({ source, close }: { source: SourceSystem; close: () => void }) {
  const { t } = useTranslation('erp');
  const { form, dialog } = useSourceForm({
    source,
    close,
    name: t('section.matching'),
    initialValues: choicesOf(source),
    toMessage: (values) => values,
  });
  return (
    <>
      <ProtoFormBox form={form} onCancel={close}>
        <FieldGrid>
          <EnumRadioField
            form={form}
            name="matchBy"
            desc={MatchBySchema}
            label={t('field.matchBy')}
            describe={(value) => t(`matchBy.${nameOf(MatchBySchema, value)}`)}
          />
          <EnumRadioField
            form={form}
            name="unknownGroups"
            desc={UnknownGroupsSchema}
            label={t('field.unknownGroups')}
            describe={(value) => t(`unknownGroups.${nameOf(UnknownGroupsSchema, value)}`)}
          />
        </FieldGrid>
      </ProtoFormBox>
      {dialog}
    </>
  );
}

function nameOf(desc: DescEnum, value: number): string {
  return desc.value[value]?.localName ?? '';
}
