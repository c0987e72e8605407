import { Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { UnknownGroups, type SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { ErrorState, Page } from '@/ui';
import { useAnchor } from '@/ui/anchor';
import { useSource } from '../queries';
import { HeldGroupsSection } from './HeldGroupsSection';
import { MatchingSection } from './MatchingSection';
import { NameSection } from './NameSection';
import { OwnershipSection } from './OwnershipSection';
import { RevisionsSection } from './RevisionsSection';

/** How a source works: its name, what becomes of what it sends first, and whose each field is. */
export function SourceSettingsPage({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('erp');
  const query = useSource(sourceId);
  const source = query.data?.sourceSystem;
  return (
    <Page
      narrow
      title={t('settings.title')}
      breadcrumb={[
        { label: t('title'), to: '/erp' },
        { label: source?.name ?? t('one'), to: '/erp/$sourceId', params: { sourceId } },
      ]}
    >
      {query.isPending && <Loading />}
      {query.error && !source && <ErrorState error={query.error} onRetry={query.refetch} />}
      {source && <Sections key={source.id} source={source} />}
    </Page>
  );
}

function Sections({ source }: { source: SourceSystem }) {
  useAnchor();
  const holds = source.unknownGroups === UnknownGroups.HOLD || source.heldGroups.length > 0;
  return (
    <Stack gap="md">
      <NameSection source={source} />
      <MatchingSection source={source} />
      {holds && <HeldGroupsSection source={source} />}
      <OwnershipSection source={source} />
      <RevisionsSection source={source} />
    </Stack>
  );
}

function Loading() {
  const { t } = useTranslation('erp');
  return (
    <Stack gap="md" role="status" aria-label={t('common:state.loading')}>
      {[120, 120, 360].map((height, index) => (
        <Skeleton key={index} height={height} radius="md" />
      ))}
    </Stack>
  );
}
