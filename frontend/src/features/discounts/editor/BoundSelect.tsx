import type { ComponentType } from 'react';
import type { ProtoForm } from '@/forms';
import { bind, type FieldName } from '@/forms/fields/bind';
import { pathMarker } from '@/forms/focusField';
import type { SearchSelectProps } from '../lookups/SearchSelect';

interface BoundSelectProps<Values extends object> {
  form: ProtoForm<Values>;
  name: FieldName<Values>;
  /** Which search it is: CustomerSelect, ProductSelect … */
  as: ComponentType<SearchSelectProps>;
  label: string;
  /** The label is drawn; otherwise it is only read aloud, for an input below the heading of a choice. */
  isLabelled?: boolean;
  placeholder?: string;
  isInvalid?: boolean;
}

/** A search in a form: it holds a string. */
export function BoundSelect<Values extends object>({ form, name, as: As, label, isLabelled = false, isInvalid, ...props }: BoundSelectProps<Values>) {
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
