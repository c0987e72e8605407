import type { NumberInputProps } from '@mantine/core';

/** The character between units and tenths in a language. */
export function decimalSeparator(locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find((part) => part.type === 'decimal')?.value ?? '.';
}

/** What makes a NumberInput take decimals as people of this language write them. */
export function decimalInput(locale: string): NumberInputProps {
  const separator = decimalSeparator(locale);
  return {
    inputMode: 'decimal',
    decimalSeparator: separator,
    allowedDecimalSeparators: [',', '.'],
    decimalScale: 4,
    thousandSeparator: separator === ',' ? ' ' : ',',
  };
}
