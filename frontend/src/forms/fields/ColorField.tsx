import { CheckIcon, ColorSwatch, Group, Input, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bind, type FieldProps } from './bind';

/** The colours on offer, by the name under which "colors" in the locale speaks of them. */
export const swatches: readonly (readonly [string, string])[] = [
  ['petrol', '#0c6b70'],
  ['blue', '#1c7ed6'],
  ['indigo', '#4263eb'],
  ['violet', '#7048e8'],
  ['pink', '#d6336c'],
  ['red', '#e03131'],
  ['orange', '#e8590c'],
  ['yellow', '#f08c00'],
  ['green', '#2f9e44'],
  ['gray', '#6f7983'],
];

type ColorFieldProps<Values extends object> = FieldProps<Values> & { label: ReactNode; description?: ReactNode };

/** Holds "#rrggbb", or '' for none. */
export function ColorField<Values extends object>({ form, name, label, description }: ColorFieldProps<Values>) {
  const { t } = useTranslation('common');
  const { input, change, error } = bind(form, name);
  const current = form.mantine.useWatchValue(name) as string;
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Group gap={6} mt={4} role="group" aria-label={typeof label === 'string' ? label : undefined}>
        {swatches.map(([key, value], index) => (
          <UnstyledButton
            key={key}
            data-path={index === 0 ? (input as Record<string, unknown>)['data-path'] : undefined}
            aria-label={t(`colors.${key}`)}
            aria-pressed={current === value}
            onClick={() => change(current === value ? '' : value)}
            style={{ borderRadius: '50%' }}
          >
            <ColorSwatch color={value} size={26}>
              {current === value && <CheckIcon color="white" size={11} />}
            </ColorSwatch>
          </UnstyledButton>
        ))}
      </Group>
    </Input.Wrapper>
  );
}
