import { Alert, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { ApiKeysSection } from '@/features/access/public';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useFormat } from '@/i18n';
import { Page } from '@/ui';
import { contactOf } from './contact';
import { ContactBadge } from './ContactBadge';
import classes from './erp.module.css';
import { PushGuide } from './PushGuide';
import { RejectsSection } from './RejectsSection';
import { RunsSection } from './RunsSection';
import { SourceSection } from './SourceSection';
import { useSource } from './queries';

export function SourcePage() {
  const { sourceId = '' }: { sourceId?: string } = useParams({ strict: false });
  return <SourceView sourceId={sourceId} />;
}

/** One ERP installation: how it does, what stands rejected, what it pushed, and how it is connected. */
export function SourceView({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('erp');
  const query = useSource(sourceId);
  const source = query.data?.sourceSystem;
  return (
    <Page
      title={source?.name ?? t('one')}
      breadcrumb={[{ label: t('title'), to: '/erp' }]}
      badge={source && <ContactBadge source={source} />}
      subtitle={source && source.code !== source.name && <span className={classes.mono}>{source.code}</span>}
    >
      <Stack gap="md">
        {source && <SilenceAlert source={source} />}
        <SourceSection query={query} />
        {source && <SourceParts source={source} />}
      </Stack>
    </Page>
  );
}

/** A source that has not called yet is shown how to; later the instructions move out of the way. */
function SourceParts({ source }: { source: SourceSystem }) {
  const canSeeKeys = useCan(Permission.API_KEYS);
  const isNew = contactOf(source) === 'never';
  const connection = (
    <>
      {canSeeKeys && <ApiKeysSection source={source.code} />}
      <PushGuide />
    </>
  );
  return (
    <>
      {isNew && connection}
      <RejectsSection sourceId={source.id} />
      <RunsSection sourceId={source.id} />
      {!isNew && connection}
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
