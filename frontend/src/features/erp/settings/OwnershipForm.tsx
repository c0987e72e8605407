import { useTranslation } from 'react-i18next';
import { NativeEnumField } from '@/forms';
import { TaxStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import { FieldOwnerSchema, type FieldOwnership } from '@/gen/kartoteka/v1/ownership_pb';
import type { SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useEnumLabel } from '@/i18n';
import { EditForm } from '@/records';
import { isFixed, regions, type RegionName } from './ownership';
import { OwnershipTable } from './OwnershipTable';
import { useSourceForm } from './useSourceForm';

export function OwnershipForm({ source, close }: { source: SourceSystem; close: () => void }) {
  const { t } = useTranslation('erp');
  const label = useEnumLabel();
  const edit = useSourceForm({
    source,
    close,
    name: t('section.ownership'),
    valuesOf: ({ ownership }) => ({ ownership: ownership.map(({ field, domestic, intraEu, extraEu }) => ({ field, domestic, intraEu, extraEu })) }),
    toMessage: (values) => values,
  });

  function labelOf({ field }: FieldOwnership, region: RegionName): string {
    const status = regions.find(({ name }) => name === region)?.taxStatus ?? 0;
    return `${t(`customers:field.${field}`, { defaultValue: field })}: ${label(TaxStatusSchema, status)}`;
  }

  return (
    <EditForm edit={edit}>
      <OwnershipTable
        rows={source.ownership}
        cell={(row, region, index) =>
          isFixed(row) ? (
            label(FieldOwnerSchema, row[region])
          ) : (
            <NativeEnumField form={edit.form} name={`ownership.${index}.${region}`} desc={FieldOwnerSchema} size="xs" aria-label={labelOf(row, region)} />
          )
        }
      />
    </EditForm>
  );
}
