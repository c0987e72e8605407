import { Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The outline of a page while its code arrives. */
export function PagePending() {
  const { t } = useTranslation('common');
  return (
    <Stack gap="md" p="var(--kt-gutter)" role="status" aria-label={t('state.loading')}>
      <Skeleton height={22} width={220} radius="sm" mt={6} />
      <Skeleton height={36} width="min(100%, 26rem)" radius="sm" />
      <Skeleton height={320} radius="md" />
    </Stack>
  );
}
