import type { NumberInputProps } from '@mantine/core';
import type { FieldProps, InputProps } from './bind';
import { DecimalField } from './DecimalField';

/** Holds a percentage as a decimal text ("12.5"). The sign is there before anything is typed: it says what to type. */
export function PercentField<Values extends object>(props: FieldProps<Values> & InputProps<NumberInputProps>) {
  return <DecimalField {...props} decimalScale={2} rightSection="%" rightSectionWidth={34} rightSectionPointerEvents="none" />;
}
