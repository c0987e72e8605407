import { Box, Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormErrorSummary } from './FormErrorSummary';
import type { ProtoForm } from './useProtoForm';

interface ProtoFormBoxProps<Values extends object> {
  form: ProtoForm<Values>;
  children: ReactNode;
  /** Buttons under the fields; Save and Cancel by default, nothing for null. */
  actions?: ReactNode;
  submitLabel?: string;
  onCancel?: () => void;
}

/** A form with its error summary on top and its buttons below. */
export function ProtoFormBox<Values extends object>({ form, children, actions, submitLabel, onCancel }: ProtoFormBoxProps<Values>) {
  return (
    <form noValidate onSubmit={form.handleSubmit} aria-busy={form.isSubmitting}>
      <Stack gap="md">
        <FormErrorSummary form={form} />
        {children}
        {actions === undefined ? <FormActions form={form} submitLabel={submitLabel} onCancel={onCancel} /> : actions}
      </Stack>
    </form>
  );
}

interface FormActionsProps<Values extends object> {
  form: ProtoForm<Values>;
  submitLabel?: string | undefined;
  onCancel?: (() => void) | undefined;
}

export function FormActions<Values extends object>({ form, submitLabel, onCancel }: FormActionsProps<Values>) {
  const { t } = useTranslation('common');
  function cancel() {
    form.reset();
    onCancel?.();
  }
  return (
    <Group gap="xs" justify="flex-end" mt={4}>
      {onCancel && (
        <Button variant="default" onClick={cancel} disabled={form.isSubmitting}>
          {t('action.cancel')}
        </Button>
      )}
      <Button type="submit" loading={form.isSubmitting}>
        {submitLabel ?? t('action.save')}
      </Button>
    </Group>
  );
}

/** Two columns of fields, one on a phone. */
export function FieldGrid({ children }: { children: ReactNode }) {
  return (
    <Box style={{ display: 'grid', gap: 'var(--mantine-spacing-sm) var(--mantine-spacing-md)', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 15rem), 1fr))', alignItems: 'start' }}>
      {children}
    </Box>
  );
}
