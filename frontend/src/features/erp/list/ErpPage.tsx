import { Button, Skeleton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { EmptyState, ErrorState, Page } from '@/ui';
import classes from '../erp.module.css';
import { useSources } from '../queries';
import { RegisterSourceDialog } from './RegisterSourceDialog';
import { SourceCard } from './SourceCard';

/** Every ERP installation that syncs customers, and whether it is well (SYNC-9). */
export function ErpPage() {
  const { t } = useTranslation('erp');
  const query = useSources();
  const canWrite = useCan(Permission.SOURCES_WRITE);
  const [isRegistering, registering] = useDisclosure(false);
  const registerButton = canWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={registering.open}>
      {t('register.action')}
    </Button>
  );
  const sources = query.data?.sourceSystems;
  return (
    <Page title={t('title')} subtitle={t('subtitle')} actions={registerButton}>
      {query.isPending && <Loading />}
      {query.error && !sources && <ErrorState error={query.error} onRetry={query.refetch} />}
      {sources?.length === 0 && (
        <EmptyState
          icon={<IconPlugConnected size={26} stroke={1.5} />}
          title={t('empty.title')}
          description={t(canWrite ? 'empty.hint' : 'empty.hintReader')}
          action={registerButton}
        />
      )}
      {sources && sources.length > 0 && <Sources sources={sources} />}
      <RegisterSourceDialog opened={isRegistering} onClose={registering.close} />
    </Page>
  );
}

function Sources({ sources }: { sources: readonly SourceSystem[] }) {
  const { t } = useTranslation('erp');
  return (
    <ul className={classes.cards} aria-label={t('title')}>
      {sources.map((source) => (
        <li key={source.id}>
          <SourceCard source={source} />
        </li>
      ))}
    </ul>
  );
}

function Loading() {
  const { t } = useTranslation('erp');
  return (
    <div className={classes.cards} role="status" aria-label={t('common:state.loading')}>
      {[0, 1, 2].map((card) => (
        <Skeleton key={card} height={152} radius="md" />
      ))}
    </div>
  );
}
