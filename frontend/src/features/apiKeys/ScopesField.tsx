import { Checkbox, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProtoForm } from '@/forms';
import { ApiKeyScope, ApiKeyScopeSchema } from '@/gen/kartoteka/v1/api_key_service_pb';
import { useEnumOptions } from '@/i18n';
import type { KeyValues } from './values';

/** What the key may do, each with a sentence; more than one may be ticked. */
export function ScopesField({ form }: { form: ProtoForm<KeyValues> }) {
  const { t } = useTranslation('apiKeys');
  const options = useEnumOptions(ApiKeyScopeSchema);
  const { key, ...input } = { key: form.mantine.key('scopes'), ...form.mantine.getInputProps('scopes') };
  return (
    <Checkbox.Group key={key} {...input} label={t('field.scopes')} required>
      <Stack gap="xs" mt={6}>
        {options.map(({ value, label }, index) => (
          <Checkbox
            key={value}
            value={value}
            label={label}
            description={t(`scope.${ApiKeyScope[Number(value)] ?? ''}`)}
            data-path={index === 0 ? 'scopes.0' : undefined}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
