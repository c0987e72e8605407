import type { DescEnum } from '@bufbuild/protobuf';
import { Checkbox, Stack, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSourceSystems } from '@/features/erp/public';
import { useEnumOptions } from '@/forms';
import { AccountStateSchema, CustomerKindSchema, TaxStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import type { FilterBarProps } from './FilterBar';

/** What there is to choose behind "More filters". */
export function MoreChoices({ state, update }: FilterBarProps) {
  const { t } = useTranslation('customers');
  return (
    <Stack gap="md">
      <Checkbox
        size="sm"
        label={t('attention.badge')}
        checked={state.attention === true}
        onChange={(event) => update({ attention: event.currentTarget.checked || undefined })}
      />
      <EnumChecks label={t('field.kind')} desc={CustomerKindSchema} value={state.kind} onChange={(kind) => update({ kind })} />
      <EnumChecks label={t('field.accountState')} desc={AccountStateSchema} value={state.account} onChange={(account) => update({ account })} />
      <EnumChecks label={t('field.taxStatus')} desc={TaxStatusSchema} value={state.tax} onChange={(tax) => update({ tax })} />
      <TagsInput label={t('field.taxOffice')} value={[...state.office]} onChange={(office) => update({ office })} />
      <SourceChecks value={state.source} onChange={(source) => update({ source })} />
    </Stack>
  );
}

interface EnumChecksProps {
  label: string;
  desc: DescEnum;
  value: readonly number[];
  onChange: (value: number[]) => void;
}

function EnumChecks({ label, desc, value, onChange }: EnumChecksProps) {
  return <Checks label={label} options={useEnumOptions(desc)} value={value.map(String)} onChange={(chosen) => onChange(chosen.map(Number))} />;
}

function SourceChecks({ value, onChange }: { value: readonly string[]; onChange: (value: string[]) => void }) {
  const { t } = useTranslation('customers');
  const options = useSourceSystems().map(({ code, name }) => ({ value: code, label: name || code }));
  if (options.length === 0) return null;
  return <Checks label={t('field.sourceSystem')} options={options} value={value} onChange={onChange} />;
}

interface ChecksProps {
  label: string;
  options: readonly { value: string; label: string }[];
  value: readonly string[];
  onChange: (value: string[]) => void;
}

function Checks({ label, options, value, onChange }: ChecksProps) {
  return (
    <Checkbox.Group label={label} value={[...value]} onChange={onChange}>
      <Stack gap={8} mt={6}>
        {options.map((option) => (
          <Checkbox key={option.value} size="sm" value={option.value} label={option.label} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
