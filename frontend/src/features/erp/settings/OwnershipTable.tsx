import { Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TaxStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import type { FieldOwnership } from '@/gen/kartoteka/v1/ownership_pb';
import { useEnumLabel } from '@/i18n';
import classes from './ownership.module.css';
import { isFixed, regions, type RegionName } from './ownership';

interface OwnershipTableProps {
  rows: readonly FieldOwnership[];
  /** What stands for a field and a region: a word, or a choice. */
  cell: (row: FieldOwnership, region: RegionName, index: number) => ReactNode;
}

/** Fields by regions. On a phone each field is a block with a line for each region. */
export function OwnershipTable({ rows, cell }: OwnershipTableProps) {
  const { t } = useTranslation('erp');
  const label = useEnumLabel();
  return (
    <table className={classes.table} aria-label={t('section.ownership')}>
      <thead>
        <tr>
          <th scope="col">{t('ownership.field')}</th>
          {regions.map(({ name, taxStatus }) => (
            <th key={name} scope="col">
              {label(TaxStatusSchema, taxStatus)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.field}>
            <FieldHeader row={row} />
            {regions.map(({ name, taxStatus }) => (
              <td key={name} data-label={label(TaxStatusSchema, taxStatus)}>
                {cell(row, name, index)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FieldHeader({ row }: { row: FieldOwnership }) {
  const { t } = useTranslation('erp');
  return (
    <th scope="row">
      {t(`customers:field.${row.field}`, { defaultValue: row.field })}
      {isFixed(row) && (
        <Text component="span" size="xs" c="dimmed" fw={400} display="block">
          <IconLock size={12} aria-hidden /> {t(`ownership.fixed.${row.field}`)}
        </Text>
      )}
    </th>
  );
}
