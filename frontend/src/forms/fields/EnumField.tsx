import type { DescEnum } from '@bufbuild/protobuf';
import { Radio, Select, Stack, type RadioGroupProps, type SelectProps } from '@mantine/core';
import { useEnumLabel } from '@/i18n';
import { bind, type FieldProps } from './bind';

type EnumOptions<Values extends object> = FieldProps<Values> & {
  desc: DescEnum;
  /** The values on offer; all but "unspecified" when absent. */
  only?: readonly number[];
};

/** Holds an enum number. */
export function EnumField<Values extends object>({ form, name, desc, only, ...props }: EnumOptions<Values> & Omit<SelectProps, 'data'>) {
  const { inputKey, input } = bind(form, name);
  const data = useEnumOptions(desc, only);
  return (
    <Select
      key={inputKey}
      data={data}
      allowDeselect={false}
      {...input}
      defaultValue={input.defaultValue ? String(input.defaultValue) : null}
      onChange={(value: string | null) => input.onChange(Number(value ?? 0))}
      {...props}
    />
  );
}

interface EnumRadioProps {
  /** A sentence under each choice. */
  describe?: (value: number) => string;
}

/** Holds an enum number; for the few choices that deserve to be seen at once. */
export function EnumRadioField<Values extends object>({
  form,
  name,
  desc,
  only,
  describe,
  ...props
}: EnumOptions<Values> & EnumRadioProps & Omit<RadioGroupProps, 'children'>) {
  const { inputKey, input } = bind(form, name);
  const data = useEnumOptions(desc, only);
  return (
    <Radio.Group
      key={inputKey}
      {...input}
      defaultValue={String(input.defaultValue ?? 0)}
      onChange={(value: string) => input.onChange(Number(value))}
      {...props}
    >
      <Stack gap="xs" mt={6}>
        {data.map(({ value, label }) => (
          <Radio key={value} value={value} label={label} description={describe?.(Number(value))} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

export interface EnumOption {
  value: string;
  label: string;
}

/** The choices of an enum in its own order, in the present language; values are the numbers as text. */
export function useEnumOptions(desc: DescEnum, only?: readonly number[]): EnumOption[] {
  const label = useEnumLabel();
  return desc.values
    .filter((value) => value.number !== 0 && (only?.includes(value.number) ?? true))
    .map((value) => ({ value: String(value.number), label: label(desc, value.number) }));
}
