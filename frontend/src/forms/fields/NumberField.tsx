import { NumberInput, type NumberInputProps } from '@mantine/core';
import { bind, type FieldProps, type InputProps } from './bind';

/** Holds a number, or '' while it is empty; turn '' into undefined in toMessage. */
export function NumberField<Values extends object>({ form, name, ...props }: FieldProps<Values> & InputProps<NumberInputProps>) {
  const { inputKey, input } = bind(form, name);
  return <NumberInput key={inputKey} allowDecimal={false} inputMode="numeric" clampBehavior="none" {...input} {...props} />;
}
