import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { TaxStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import { FieldOwnerSchema, type FieldOwnership } from '@/gen/kartoteka/v1/ownership_pb';
import { MatchBySchema, SourceSystemSchema, UnknownGroupsSchema, type SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { useFacts, type Shows } from '@/records';
import { changedFields, choicesOf, regions } from './ownership';

/** Of the owners only what differs from the base is told. */
export function useSourceFacts(base: SourceSystem) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  const label = useEnumLabel();
  const shows = useMemo<Shows<typeof SourceSystemSchema>>(() => {
    const ownersText = (owners: FieldOwnership) => {
      const parts = regions.map(({ name, taxStatus }) => `${label(TaxStatusSchema, taxStatus)} – ${label(FieldOwnerSchema, owners[name])}`);
      return `${t(`customers:field.${owners.field}`, { defaultValue: owners.field })}: ${format.list(parts)}`;
    };
    return {
      matchBy: (source) => label(MatchBySchema, choicesOf(source).matchBy),
      unknownGroups: (source) => label(UnknownGroupsSchema, choicesOf(source).unknownGroups),
      ownership: (source) => changedFields(base.ownership, source.ownership).map(ownersText).join('; ') || t('ownership.asBefore'),
    };
  }, [t, format, label, base]);
  return useFacts(SourceSystemSchema, 'erp', shows);
}
