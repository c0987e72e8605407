import { Group, Input, NumberInput, Select } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asText, bind, type FieldProps } from './bind';
import { customerCurrencies } from './codes';
import { decimalInput } from './decimal';

type MoneyFieldProps<Values extends object> = FieldProps<Values> & {
  label: ReactNode;
  description?: ReactNode;
  required?: boolean;
};

/**
 * Holds { amount: string, currency: string }: the amount is a decimal text with a point, whatever separator the
 * person types. An empty amount means "no amount": send undefined for it.
 */
export function MoneyField<Values extends object>({ form, name, label, description, required = false }: MoneyFieldProps<Values>) {
  const { t, i18n } = useTranslation('common');
  const id = useId();
  const amount = bind(form, `${name}.amount`);
  const currency = bind(form, `${name}.currency`);
  const whole = form.mantine.errors[name];
  return (
    <Input.Wrapper
      id={id}
      label={label}
      description={description}
      required={required}
      error={whole ?? amount.error ?? currency.error}
    >
      <Group gap={6} wrap="nowrap" align="flex-start">
        <NumberInput
          key={amount.inputKey}
          {...amount.input}
          id={id}
          error={Boolean(whole ?? amount.error)}
          onChange={(value: string | number) => amount.change(String(value))}
          flex={1}
          {...decimalInput(i18n.language)}
        />
        <Select
          key={currency.inputKey}
          {...currency.input}
          aria-label={t('form.currency')}
          error={Boolean(currency.error)}
          data={[...new Set([...customerCurrencies, asText(currency.initial)])].filter(Boolean)}
          defaultValue={asText(currency.initial) || null}
          onChange={(value: string | null) => currency.change(value ?? '')}
          w={96}
          searchable
          allowDeselect={false}
        />
      </Group>
    </Input.Wrapper>
  );
}
