import { Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { useApiKeys } from '@/features/access/public';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { SyncRun } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useFormat } from '@/i18n';
import { PlainTable, type PlainColumn } from '@/table/PlainTable';
import { CopyButton, EmptyState, RelativeTime, Section } from '@/ui';
import { countsOf } from './counts';
import { formatDuration } from './duration';
import classes from './erp.module.css';
import { useSyncRuns } from './queries';

const runId = (run: SyncRun) => run.id;

/** What the source pushed, newest first. */
export function RunsSection({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('erp');
  const query = useSyncRuns(sourceId);
  const runs = useMemo(() => query.data?.pages.flatMap((page) => page.runs) ?? [], [query.data]);
  const columns = useRunColumns();
  const isEmpty = runs.length === 0;
  return (
    <Section id="runs" title={t('section.runs')} description={t('runs.explain')} query={query} flush={!isEmpty}>
      {isEmpty ? (
        <EmptyState compact icon={<IconHistory size={24} stroke={1.5} />} title={t('runs.empty')} description={t('runs.emptyHint')} />
      ) : (
        <PlainTable label={t('section.runs')} columns={columns} rows={runs} rowId={runId} more={query} />
      )}
    </Section>
  );
}

function useRunColumns(): PlainColumn<SyncRun>[] {
  const { t, i18n } = useTranslation('erp');
  const format = useFormat();
  const keyNames = useKeyNames();
  return useMemo(() => {
    const columns: PlainColumn<SyncRun>[] = [
      {
        id: 'start',
        header: t('runs.start'),
        width: 210,
        card: 'title',
        cell: (run) => (
          <>
            {format.dateTime(run.startTime)}
            <Text size="xs" c="dimmed">
              <RelativeTime value={run.startTime} />
            </Text>
          </>
        ),
      },
      { id: 'counts', header: t('runs.counts'), cell: (run) => <Counts run={run} /> },
      { id: 'duration', header: t('runs.duration'), cell: (run) => formatDuration(i18n.language, run.durationMs), width: 110, align: 'end' },
      { id: 'request', header: t('runs.requestId'), cell: (run) => <RequestId id={run.requestId} />, width: 150 },
      { id: 'key', header: t('runs.key'), cell: (run) => keyNames?.get(run.apiKeyId) ?? '–', width: 170 },
    ];
    return keyNames ? columns : columns.filter(({ id }) => id !== 'key');
  }, [t, i18n.language, format, keyNames]);
}

function Counts({ run }: { run: SyncRun }) {
  const { t } = useTranslation('erp');
  const counts = countsOf(run.summary);
  if (counts.length === 0) return t('runs.nothing');
  return (
    <span className={classes.counts}>
      {counts.map(({ name, count, tone }) => (
        <span key={name} className={classes.count} data-tone={tone}>
          {t(`outcome.${name}`, { count })}
        </span>
      ))}
    </span>
  );
}

function RequestId({ id }: { id: string }) {
  const { t } = useTranslation('erp');
  if (id === '') return '–';
  return (
    <span className={classes.requestId}>
      <span className={classes.mono} title={id}>
        {id.slice(0, 8)}
      </span>
      <CopyButton value={id} label={t('runs.requestId')} />
    </span>
  );
}

/** Names of the API keys by id; undefined for those who may not see keys. */
function useKeyNames(): ReadonlyMap<string, string> | undefined {
  const canSeeKeys = useCan(Permission.API_KEYS);
  const { data } = useApiKeys(canSeeKeys);
  return useMemo(
    () => (canSeeKeys ? new Map(data?.pages.flatMap((page) => page.apiKeys).map(({ id, name }) => [id, name])) : undefined),
    [canSeeKeys, data],
  );
}
