import { TextInput, type TextInputProps } from '@mantine/core';
import { bind, type FieldProps, type InputProps } from './bind';

/** Holds a day such as "2026-11-22", or '' for none. */
export function DateField<Values extends object>({ form, name, ...props }: FieldProps<Values> & InputProps<TextInputProps>) {
  const { inputKey, input } = bind(form, name);
  return <TextInput key={inputKey} type="date" {...input} {...props} />;
}
