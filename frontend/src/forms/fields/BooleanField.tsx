import { Checkbox, Switch, type CheckboxProps, type SwitchProps } from '@mantine/core';
import { bind, type FieldProps, type InputProps } from './bind';

export function CheckboxField<Values extends object>({ form, name, ...props }: FieldProps<Values> & InputProps<CheckboxProps>) {
  const { inputKey, input } = bind(form, name, { type: 'checkbox' });
  return <Checkbox key={inputKey} {...input} disabled={form.isSubmitting} {...props} />;
}

export function SwitchField<Values extends object>({ form, name, ...props }: FieldProps<Values> & InputProps<SwitchProps>) {
  const { inputKey, input } = bind(form, name, { type: 'checkbox' });
  return <Switch key={inputKey} {...input} disabled={form.isSubmitting} {...props} />;
}
