import type { GenEnum } from '@bufbuild/protobuf/codegenv2';
import { useEnumOptions } from '@/i18n';
import { FilterMenu } from './FilterMenu';

interface EnumFilterProps<Value extends number> {
  label: string;
  desc: GenEnum<Value>;
  value: readonly Value[];
  onChange: (value: Value[]) => void;
  /** The values on offer; all but "unspecified" when absent. */
  only?: readonly Value[];
}

/** A filter menu over the values of an enum. */
export function EnumFilter<Value extends number>({ label, desc, value, onChange, only }: EnumFilterProps<Value>) {
  const options = useEnumOptions(desc, only);
  return (
    <FilterMenu
      label={label}
      options={options}
      value={value.map(String)}
      // The options were made from the values of the enum.
      onChange={(texts) => onChange(texts.map((text) => Number(text) as Value))}
    />
  );
}
