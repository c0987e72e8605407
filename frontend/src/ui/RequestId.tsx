import { Code, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function RequestId({ id }: { id: string | undefined }) {
  const { t } = useTranslation('common');
  if (!id) return null;
  return (
    <Text size="xs" mt={6} c="dimmed">
      {t('error.requestId')} <Code>{id}</Code>
    </Text>
  );
}
