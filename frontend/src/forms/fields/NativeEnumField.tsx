import type { DescEnum } from '@bufbuild/protobuf';
import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useEnumOptions } from '@/i18n';
import { asText, bind, type FieldProps } from './bind';

type NativeEnumProps<Values extends object> = FieldProps<Values> & { desc: DescEnum } & Omit<NativeSelectProps, 'data' | 'form' | 'name'>;

/** Holds an enum number in the browser's own select: for many choices side by side, where a Select each would be heavy. */
export function NativeEnumField<Values extends object>({ form, name, desc, ...props }: NativeEnumProps<Values>) {
  const { inputKey, input, initial, change } = bind(form, name);
  const { readOnly: isBusy, ...rest } = input;
  const data = useEnumOptions(desc);
  return (
    <NativeSelect
      key={inputKey}
      data={data}
      {...rest}
      disabled={isBusy}
      defaultValue={asText(initial)}
      onChange={(event) => change(Number(event.currentTarget.value))}
      {...props}
    />
  );
}
