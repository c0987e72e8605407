import { useTranslation } from 'react-i18next';
import { TaxStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import { FieldOwnerSchema, type FieldOwnership } from '@/gen/kartoteka/v1/ownership_pb';
import { MatchBySchema, UnknownGroupsSchema, type SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { changedFields, regions } from './ownership';

/** A setting as a person reads it, for the choice between two versions. Of the owners only what differs from the base is told. */
export function useSettingText(base: SourceSystem): (field: string, source: SourceSystem) => string {
  const { t } = useTranslation('erp');
  const format = useFormat();
  const label = useEnumLabel();

  function ownersText(owners: FieldOwnership): string {
    const parts = regions.map(({ name, taxStatus }) => `${label(TaxStatusSchema, taxStatus)} – ${label(FieldOwnerSchema, owners[name])}`);
    return `${t(`customers:field.${owners.field}`, { defaultValue: owners.field })}: ${format.list(parts)}`;
  }

  return (field, source) => {
    switch (field) {
      case 'matchBy':
        return label(MatchBySchema, source.matchBy);
      case 'unknownGroups':
        return label(UnknownGroupsSchema, source.unknownGroups);
      case 'ownership':
        return changedFields(base.ownership, source.ownership).map(ownersText).join('; ') || t('ownership.asBefore');
      default:
        return source.name;
    }
  };
}
