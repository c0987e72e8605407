import { Button, Stack, Text, Title } from '@mantine/core';
import { IconCloudOff, IconLock, IconMoodEmpty, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ReasonText } from '@/i18n';
import { toFailure, type FailureKind } from '@/rpc/errors';
import { RequestId } from './RequestId';

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => unknown;
  /** For a section rather than a page. */
  compact?: boolean;
}

/** Something could not be shown: what, whether trying again may help, and the id to quote. Never looks like "nothing found". */
export function ErrorState({ error, onRetry, compact = false }: ErrorStateProps) {
  const { t } = useTranslation('common');
  const failure = toFailure(error);
  const mayPass = failure.kind !== 'denied' && failure.kind !== 'not_found';
  const Icon = iconOf(failure.kind);
  return (
    <Stack align={compact ? 'flex-start' : 'center'} gap={6} py={compact ? 4 : 56} px={compact ? 0 : 'md'} role="alert" ta={compact ? 'left' : 'center'}>
      {!compact && <Icon size={34} stroke={1.4} color="var(--mantine-color-dimmed)" aria-hidden />}
      <Title order={compact ? 3 : 2} size="h3">{t(titleOf(failure.kind))}</Title>
      <Text size="sm" c="dimmed" maw={460}>
        <ReasonText {...failure} />
      </Text>
      {onRetry && mayPass && (
        <Button variant="default" size="xs" mt={6} leftSection={<IconRefresh size={15} aria-hidden />} onClick={() => void onRetry()}>
          {t('action.retry')}
        </Button>
      )}
      {mayPass && <RequestId id={failure.requestId} />}
    </Stack>
  );
}

function titleOf(kind: FailureKind): string {
  switch (kind) {
    case 'unavailable':
      return 'error.offlineTitle';
    case 'not_found':
      return 'error.notFoundTitle';
    case 'denied':
      return 'error.deniedTitle';
    default:
      return 'error.title';
  }
}

function iconOf(kind: FailureKind): typeof IconLock {
  if (kind === 'denied') return IconLock;
  return kind === 'not_found' ? IconMoodEmpty : IconCloudOff;
}
