import type { SelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { useCountryOptions, useFormat } from '@/i18n';
import type { FieldProps } from './bind';
import { customerCurrencies, customerLanguages } from './codes';
import { SelectField } from './SelectField';

type CodeFieldProps<Values extends object> = FieldProps<Values> & Omit<SelectProps, 'data' | 'form' | 'name'>;

/** Holds an ISO 3166-1 alpha-2 code; searched by name or code. */
export function CountryField<Values extends object>(props: CodeFieldProps<Values>) {
  return <SelectField searchable clearable autoComplete="off" data={useCountryOptions()} {...props} />;
}

/** Holds a language tag. */
export function LanguageField<Values extends object>(props: CodeFieldProps<Values>) {
  const format = useFormat();
  const data = useMemo(
    () =>
      customerLanguages
        .map((code) => ({ value: code, label: format.language(code) }))
        .sort((a, b) => format.compare(a.label, b.label)),
    [format],
  );
  return <SelectField searchable clearable data={data} {...props} />;
}

/** Holds an ISO 4217 code. */
export function CurrencyField<Values extends object>(props: CodeFieldProps<Values>) {
  const format = useFormat();
  const data = useMemo(
    () => customerCurrencies.map((code) => ({ value: code, label: `${code} · ${format.currency(code)}` })),
    [format],
  );
  return <SelectField searchable clearable data={data} {...props} />;
}
