import type { GetInputPropsOptions } from '@mantine/form';
import type { ReactNode } from 'react';
import type { ProtoForm } from '../useProtoForm';

/** The name of a value: a key of the values, or a dotted path below one. */
export type FieldName<Values extends object> = Extract<keyof Values, string> | `${Extract<keyof Values, string>}.${string}`;

export interface FieldProps<Values extends object> {
  form: ProtoForm<Values>;
  name: FieldName<Values>;
}

/** What every field takes from the form. The key must be passed apart: React wants it outside a spread. */
export function bind<Values extends object>(form: ProtoForm<Values>, name: string, options?: GetInputPropsOptions) {
  const input = form.mantine.getInputProps(name, options);
  return {
    inputKey: form.mantine.key(name),
    // A read-only input keeps its value readable while the form is on its way.
    input: { ...input, readOnly: form.isSubmitting },
    /** For inputs whose value has another shape than the form's: Mantine leaves both untyped. */
    initial: input.defaultValue as unknown,
    change: input.onChange as (value: unknown) => void,
    error: input.error as ReactNode,
  };
}

/** The initial value of an input that holds text. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** The props of a Mantine input that a field passes through. */
export type InputProps<Props> = Omit<Props, 'form' | 'name'>;
