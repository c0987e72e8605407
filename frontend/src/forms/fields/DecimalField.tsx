import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { bind, type FieldProps, type InputProps } from './bind';
import { decimalInput } from './decimal';

/** Holds a decimal text with a point ("12.50"), whatever separator the person types; '' while it is empty. */
export function DecimalField<Values extends object>({ form, name, ...props }: FieldProps<Values> & InputProps<NumberInputProps>) {
  const { i18n } = useTranslation();
  const { inputKey, input, change } = bind(form, name);
  return (
    <NumberInput
      key={inputKey}
      {...decimalInput(i18n.language)}
      clampBehavior="none"
      {...input}
      onChange={(value: string | number) => change(String(value))}
      {...props}
    />
  );
}
