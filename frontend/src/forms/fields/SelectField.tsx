import { MultiSelect, Select, TagsInput, type MultiSelectProps, type SelectProps, type TagsInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asText, bind, type FieldProps, type InputProps } from './bind';

/** Holds a string. An empty choice is '' rather than null, which is what protobuf calls "not set". */
export function SelectField<Values extends object>({ form, name, ...props }: FieldProps<Values> & InputProps<SelectProps>) {
  const { t } = useTranslation('common');
  const { inputKey, input, initial, change } = bind(form, name);
  return (
    <Select
      key={inputKey}
      nothingFoundMessage={t('form.nothingFound')}
      {...input}
      defaultValue={asText(initial) || null}
      onChange={(value: string | null) => change(value ?? '')}
      {...props}
    />
  );
}

/** Holds an array of strings. */
export function MultiSelectField<Values extends object>({ form, name, ...props }: FieldProps<Values> & InputProps<MultiSelectProps>) {
  const { t } = useTranslation('common');
  const { inputKey, input } = bind(form, name);
  return <MultiSelect key={inputKey} searchable nothingFoundMessage={t('form.nothingFound')} {...input} {...props} />;
}

/** Holds an array of strings that the person types. */
export function TagsField<Values extends object>({ form, name, ...props }: FieldProps<Values> & InputProps<TagsInputProps>) {
  const { inputKey, input } = bind(form, name);
  return <TagsInput key={inputKey} {...input} {...props} />;
}
