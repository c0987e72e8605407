import type { GetInputPropsOptions } from '@mantine/form';
import type { ProtoForm } from '../useProtoForm';

/** The name of a value: a key of the values, or a dotted path below one. */
export type FieldName<Values extends object> = Extract<keyof Values, string> | `${Extract<keyof Values, string>}.${string}`;

export interface FieldProps<Values extends object> {
  form: ProtoForm<Values>;
  name: FieldName<Values>;
}

/** What every field takes from the form. The key must be passed apart: React wants it outside a spread. */
export function bind<Values extends object>(form: ProtoForm<Values>, name: string, options?: GetInputPropsOptions) {
  return {
    inputKey: form.mantine.key(name),
    // A plain read-only input keeps its value readable while the form is on its way.
    input: { ...form.mantine.getInputProps(name, options), readOnly: form.isSubmitting },
  };
}
