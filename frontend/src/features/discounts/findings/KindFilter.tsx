import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FindingKind, FindingKindSchema } from '@/gen/kartoteka/v1/discount_service_pb';
import { useEnumOptions } from '@/i18n';

interface KindFilterProps {
  value: FindingKind;
  onChange: (kind: FindingKind) => void;
}

const kinds = Object.values(FindingKind).filter((kind) => typeof kind === 'number');

/** One kind of finding, or all of them. */
export function KindFilter({ value, onChange }: KindFilterProps) {
  const { t } = useTranslation('discounts');
  const options = useEnumOptions(FindingKindSchema);
  return (
    <NativeSelect
      aria-label={t('finding.kind')}
      data={[{ value: String(FindingKind.UNSPECIFIED), label: t('finding.all') }, ...options]}
      value={String(value)}
      onChange={(event) => onChange(kinds.find((kind) => String(kind) === event.currentTarget.value) ?? FindingKind.UNSPECIFIED)}
    />
  );
}
