import { create, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import type { FieldMask } from '@bufbuild/protobuf/wkt';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useEffect, useId, useRef, useState, type SyntheticEvent } from 'react';
import { ReasonText } from '@/i18n';
import { toFailure, type Failure, type FieldFailure } from '@/rpc/errors';
import { findViolations, preloadValidator } from '@/rpc/violations';
import { whenIdle } from '@/ui/idle';
import { focusField } from './focusField';
import { formFailure, sortViolations } from './formErrors';
import { maskOfChanges } from './mask';
import { useUnsaved } from './unsaved';

export interface Submission<Desc extends DescMessage, Values> {
  message: MessageInitShape<Desc>;
  values: Values;
  /** The fields that differ from the initial values: the update_mask. */
  mask: FieldMask;
}

/** What is wrong with the value at a path. */
export type FieldProblem = Pick<FieldFailure, 'path' | 'reason'>;

export interface ProtoFormOptions<Desc extends DescMessage, Values extends object, Result> {
  /** The message whose rules the values must keep. */
  schema: Desc;
  initialValues: Values;
  /** What is sent for the values; often the values as they are. */
  toMessage: (values: Values) => MessageInitShape<Desc>;
  /** The request field that holds the message ("customer"), for paths that the server reports. */
  prefix?: string;
  /** What the form is called, for the guard against lost changes. Without it the form is not guarded. */
  name?: string;
  /** Leaves the rules of the schema to the server, for a page that must be light: what checks them is large. */
  isLight?: boolean;
  /** What the rules of the schema let pass and the server would refuse: said at once with their violations. */
  check?: (values: Values) => readonly FieldProblem[];
  /** Sends it. A thrown error lands on the fields, or above the form. */
  submit: (submission: Submission<Desc, Values>) => Promise<Result>;
  /** Runs with every change of a value: for what follows the form, such as a preview. */
  onChange?: (values: Values) => void;
  /** Runs when the values count as saved: the place to close, to navigate, to notify. */
  onSaved?: (result: Result) => void;
}

export interface ProtoForm<Values extends object> {
  mantine: UseFormReturnType<Values>;
  /** For <form onSubmit>; use <ProtoFormBox form={form}>, which also shows failures. */
  handleSubmit: (event?: SyntheticEvent) => void;
  isSubmitting: boolean;
  isDirty: boolean;
  /** What could not be said on a field. */
  failure: Failure | undefined;
  /** Violations on fields, in the order they were found. */
  violations: readonly FieldFailure[];
  /** Drops every change and every message. */
  reset: () => void;
  /** Makes the present values the saved ones, and silences the guard at once. */
  markSaved: () => void;
}

export function useProtoForm<Desc extends DescMessage, Values extends object, Result = unknown>(
  options: ProtoFormOptions<Desc, Values, Result>,
): ProtoForm<Values> {
  const { schema, initialValues, toMessage, prefix = '', name = '', isLight = false, check, submit, onChange, onSaved } = options;
  const [isSubmitting, setSubmitting] = useState(false);
  const [isDirty, setDirty] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [violations, setViolations] = useState<readonly FieldFailure[]>([]);
  const forget = useUnsaved(name, isDirty && name !== '');
  const baseline = useRef(initialValues);
  const isRunning = useRef(false);

  const mantine = useForm<Values>({
    // Names may hold letters, digits and dashes only.
    name: useId().replace(/[^a-zA-Z0-9]/g, ''),
    mode: 'uncontrolled',
    initialValues,
    onValuesChange: (values) => {
      setDirty(JSON.stringify(values) !== JSON.stringify(baseline.current));
      setFailure(undefined);
      onChange?.(values);
    },
  });

  useEffect(() => {
    if (!isLight) whenIdle(preloadValidator);
  }, [isLight]);

  function show(found: readonly FieldFailure[]) {
    setViolations(found);
    mantine.setErrors(Object.fromEntries(found.map((item) => [item.path, <ReasonText key={item.reason} {...item} />])));
    const first = found[0];
    if (first) focusSoon(mantine, first.path);
  }

  function showFailure(cause: unknown, values: Values) {
    const found = toFailure(cause);
    const sorted = sortViolations(found.fields, values, prefix);
    show(sorted.fields);
    setFailure(formFailure(found, sorted));
  }

  function markSaved() {
    baseline.current = mantine.getValues();
    mantine.resetDirty();
    setDirty(false);
    forget();
  }

  async function run() {
    const values = mantine.getValues();
    const message = toMessage(values);
    setFailure(undefined);
    const problems = (check?.(values) ?? []).map((problem) => ({ ...problem, text: '' }));
    const { fields } = sortViolations([...(isLight ? [] : await findViolations(schema, message)), ...problems], values, '');
    show(fields);
    if (fields.length > 0) return;
    const mask = maskOfChanges(schema, create(schema, toMessage(baseline.current)), create(schema, message));
    let result: Result;
    try {
      result = await submit({ message, values, mask });
    } catch (cause) {
      showFailure(cause, values);
      return;
    }
    markSaved();
    onSaved?.(result);
  }

  return {
    mantine,
    isSubmitting,
    isDirty,
    failure,
    violations: violations.filter((item) => item.path in mantine.errors),
    markSaved,
    handleSubmit: (event) => {
      event?.preventDefault();
      // A dialog is a React child of the page: its submit must not reach the form that the page is in.
      event?.stopPropagation();
      if (isRunning.current) return;
      isRunning.current = true;
      setSubmitting(true);
      void run().finally(() => {
        isRunning.current = false;
        setSubmitting(false);
      });
    },
    reset: () => {
      mantine.setInitialValues(baseline.current);
      mantine.reset();
      setViolations([]);
      setFailure(undefined);
      setDirty(false);
      forget();
    },
  };
}

/** After the error has been painted: the message must exist when the screen reader follows aria-describedby. */
function focusSoon<Values extends object>(form: UseFormReturnType<Values>, path: string): void {
  requestAnimationFrame(() => focusField(form, path));
}
