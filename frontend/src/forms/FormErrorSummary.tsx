import { Alert, Anchor, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ReasonText } from '@/i18n';
import { FailureAlert } from '@/ui/FailureAlert';
import { findInput, focusField, labelOf } from './focusField';
import type { ProtoForm } from './useProtoForm';

/** Above a form: the failure that belongs to no field, and links to the fields that have one (from two up). */
export function FormErrorSummary<Values extends object>({ form }: { form: ProtoForm<Values> }) {
  return (
    <>
      {form.failure && <FailureAlert failure={form.failure} />}
      {form.violations.length > 1 && <ViolationLinks form={form} />}
    </>
  );
}

function ViolationLinks<Values extends object>({ form }: { form: ProtoForm<Values> }) {
  const { t } = useTranslation('common');
  return (
    <Alert color="red" title={t('form.fieldsToFix', { count: form.violations.length })}>
      <List size="sm" spacing={2}>
        {form.violations.map((violation) => (
          <List.Item key={violation.path}>
            <Anchor component="button" type="button" inherit onClick={() => focusField(form.mantine, violation.path)}>
              {labelOf(findInput(form.mantine, violation.path)) ?? violation.path}
            </Anchor>
            <Text span inherit>
              {': '}
              <ReasonText {...violation} />
            </Text>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
