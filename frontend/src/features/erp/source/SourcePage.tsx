import { Alert, Stack } from '@mantine/core';
import { IconAlertTriangle, IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { ApiKeysSection } from '@/features/apiKeys/public';
import { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useFormat } from '@/i18n';
import { HistorySection } from '@/records';
import { LinkButton, Page } from '@/ui';
import { useAnchor } from '@/ui/anchor';
import { ConflictsSection } from '../conflicts/ConflictsSection';
import { contactOf } from '../contact';
import { ContactBadge } from '../ContactBadge';
import classes from '../erp.module.css';
import { FeedSection } from '../feed/FeedSection';
import { PullGuide } from '../guide/PullGuide';
import { PushGuide } from '../guide/PushGuide';
import { useSource } from '../queries';
import { RejectsSection } from '../rejects/RejectsSection';
import { RunsSection } from '../runs/RunsSection';
import { SnapshotSection } from '../snapshot/SnapshotSection';
import { WebhooksSection } from '../webhooks/WebhooksSection';
import { HealthSection } from './HealthSection';

/** One ERP installation: how it does, what is to be decided and mended, what it pushed, and how it is connected. */
export function SourcePage({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('erp');
  const query = useSource(sourceId);
  const source = query.data?.sourceSystem;
  return (
    <Page
      title={source?.name ?? t('one')}
      breadcrumb={[{ label: t('title'), to: '/erp' }]}
      badge={source && <ContactBadge source={source} />}
      subtitle={source && source.code !== source.name && <span className={classes.mono}>{source.code}</span>}
      actions={source && <SettingsLink sourceId={source.id} />}
    >
      <Stack gap="md">
        {source && <SilenceAlert source={source} />}
        <HealthSection query={query} />
        {source && <SourceParts source={source} />}
      </Stack>
    </Page>
  );
}

function SettingsLink({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('erp');
  return (
    <LinkButton to="/erp/$sourceId/settings" params={{ sourceId }} variant="default" leftSection={<IconSettings size={16} aria-hidden />}>
      {t('settings.title')}
    </LinkButton>
  );
}

/** A source that has not called yet is shown how to; later the instructions move out of the way. */
function SourceParts({ source }: { source: SourceSystem }) {
  useAnchor();
  const canSeeKeys = useCan(Permission.API_KEYS);
  const isNew = contactOf(source) === 'never';
  const connection = (
    <>
      {canSeeKeys && <ApiKeysSection source={source.code} />}
      <PushGuide />
      <PullGuide />
    </>
  );
  return (
    <>
      {isNew && connection}
      <SnapshotSection source={source} />
      <RejectsSection sourceId={source.id} />
      <ConflictsSection sourceId={source.id} />
      <RunsSection sourceId={source.id} />
      <FeedSection sourceId={source.id} />
      <WebhooksSection sourceId={source.id} />
      {!isNew && connection}
      <HistorySection subject={HistorySubject.SOURCE_SYSTEM} id={source.id} />
    </>
  );
}

function SilenceAlert({ source }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  if (contactOf(source) !== 'silent') return null;
  return (
    <Alert color="yellow" icon={<IconAlertTriangle size={18} aria-hidden />} title={t('silent.title', { since: format.relative(source.lastContactTime) })}>
      {t('silent.explain')}
    </Alert>
  );
}
