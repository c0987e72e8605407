import { useMemo } from 'react';
import { useValueText } from './useValueText';

interface FieldValueProps {
  /** JSON name of a field of the customer. */
  field: string;
  /** The value as the history keeps it. */
  value: string;
}

/** A value of a customer's field in words, wherever it comes as the history keeps it. */
export function FieldValue({ field, value }: FieldValueProps) {
  const valueText = useValueText(useMemo(() => [{ field, oldValue: '', newValue: value }], [field, value]));
  return valueText(field, value);
}
