import { Input, SegmentedControl, Stack } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import type { ProtoForm } from '@/forms';
import { pathMarker } from '@/forms/focusField';
import type { DiscountValues } from './values';

type KindKey = 'targetKind' | 'scopeKind' | 'reductionKind';

interface ChoiceFieldProps<Key extends KindKey> {
  form: ProtoForm<DiscountValues>;
  label: string;
  kindName: Key;
  kinds: readonly { value: DiscountValues[Key]; label: string }[];
  /** Errors below these paths are those of the choice; it is the place of the first. */
  paths: readonly [string, ...string[]];
  description?: ReactNode;
  /** The input of the chosen kind. */
  children: ReactNode;
}

/** One of several kinds, and below it the input that the kind needs. */
export function ChoiceField<Key extends KindKey>({ form, label, kindName, kinds, paths, description, children }: ChoiceFieldProps<Key>) {
  const id = useId();
  const kind = form.mantine.useWatchValue(kindName) as DiscountValues[Key];
  const error = errorBelow(form, paths);
  return (
    <Input.Wrapper id={id} label={label} labelElement="div" description={description} error={error} inputWrapperOrder={['label', 'input', 'error', 'description']}>
      <Stack gap="xs">
        <SegmentedControl
          {...pathMarker(form.mantine, paths[0])}
          aria-label={label}
          aria-describedby={error ? `${id}-error` : undefined}
          data={kinds.map(({ value, label: text }) => ({ value, label: text }))}
          value={kind}
          onChange={(next) => form.mantine.setValues({ [kindName]: next })}
          readOnly={form.isSubmitting}
        />
        {children}
      </Stack>
    </Input.Wrapper>
  );
}

/** The first error at one of these paths or below it. */
export function errorBelow<Values extends object>(form: ProtoForm<Values>, paths: readonly string[]): ReactNode {
  const key = Object.keys(form.mantine.errors).find((name) => paths.some((path) => name === path || name.startsWith(`${path}.`)));
  return key === undefined ? undefined : form.mantine.errors[key];
}
