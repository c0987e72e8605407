import { PasswordInput, Textarea, TextInput, type PasswordInputProps, type TextareaProps, type TextInputProps } from '@mantine/core';
import { bind, type FieldProps, type InputProps } from './bind';

export function TextField<Values extends object>({ form, name, ...props }: FieldProps<Values> & InputProps<TextInputProps>) {
  const { inputKey, input } = bind(form, name);
  return <TextInput key={inputKey} {...input} {...props} />;
}

export function TextareaField<Values extends object>({ form, name, ...props }: FieldProps<Values> & InputProps<TextareaProps>) {
  const { inputKey, input } = bind(form, name);
  return <Textarea key={inputKey} autosize minRows={2} maxRows={12} {...input} {...props} />;
}

export function PasswordField<Values extends object>({ form, name, ...props }: FieldProps<Values> & InputProps<PasswordInputProps>) {
  const { inputKey, input } = bind(form, name);
  return <PasswordInput key={inputKey} {...input} {...props} />;
}
