import type { DescEnum } from '@bufbuild/protobuf';
import { Radio, Select, Stack, type RadioGroupProps, type SelectProps } from '@mantine/core';
import { useEnumOptions } from '@/i18n';
import { asText, bind, type FieldProps } from './bind';

type EnumOptions<Values extends object> = FieldProps<Values> & {
  desc: DescEnum;
  /** The values on offer; all but "unspecified" when absent. */
  only?: readonly number[];
};

/** Holds an enum number. */
export function EnumField<Values extends object>({ form, name, desc, only, ...props }: EnumOptions<Values> & Omit<SelectProps, 'data' | 'form' | 'name'>) {
  const { inputKey, input, initial, change } = bind(form, name);
  const data = useEnumOptions(desc, only);
  return (
    <Select
      key={inputKey}
      data={data}
      allowDeselect={false}
      {...input}
      defaultValue={initial ? asText(initial) : null}
      onChange={(value: string | null) => change(Number(value ?? 0))}
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
}: EnumOptions<Values> & EnumRadioProps & Omit<RadioGroupProps, 'children' | 'name'>) {
  const { inputKey, input, initial, change } = bind(form, name);
  const data = useEnumOptions(desc, only);
  return (
    <Radio.Group
      key={inputKey}
      {...input}
      defaultValue={asText(initial)}
      onChange={(value: string) => change(Number(value))}
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
