import type { ComponentType } from 'react';
import type { SearchSelectProps } from '@/ui/SearchSelect';
import { pathMarker } from '../focusField';
import { bind, type FieldProps } from './bind';

interface SearchFieldProps<Values extends object> extends FieldProps<Values> {
  /** Which search it is: CustomerSelect, ProductSelect … */
  as: ComponentType<SearchSelectProps>;
  label: string;
  /** The label is drawn; otherwise it is only read aloud, for an input below the heading of a choice. */
  isLabelled?: boolean;
  placeholder?: string;
  isInvalid?: boolean;
}

/** Holds a string, which the person searches for. */
export function SearchField<Values extends object>({ form, name, as: As, label, isLabelled = false, isInvalid, ...props }: SearchFieldProps<Values>) {
  const { change, error } = bind(form, name);
  const value = form.mantine.useWatchValue(name) as string;
  return (
    <As
      {...(isLabelled ? { label } : { 'aria-label': label })}
      {...pathMarker(form.mantine, name)}
      value={value}
      onChange={change}
      readOnly={form.isSubmitting}
      error={isInvalid ?? error}
      {...props}
    />
  );
}
