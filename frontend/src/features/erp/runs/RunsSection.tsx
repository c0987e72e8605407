import { IconHistory } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SyncRunKindSchema, SyncRunStateSchema, type SyncRun } from '@/gen/kartoteka/v1/sync_run_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { TableSection } from '@/records';
import type { PlainColumn } from '@/table';
import { EmptyState, RelativeTime, StatusBadge, TextLink } from '@/ui';
import classes from '../erp.module.css';
import { useSyncRuns } from '../queries';
import { formatBytes } from './bytes';
import { Counts } from './Counts';
import { formatDuration } from './duration';
import { useKeyNames } from './keyNames';
import { hasState, toneOf } from './run';

const runId = (run: SyncRun) => run.id;

/** What the source pushed, newest first. */
export function RunsSection({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('erp');
  const { rows, query } = useSyncRuns(sourceId);
  const columns = useRunColumns(sourceId);
  return (
    <TableSection
      id="runs"
      title={t('section.runs')}
      description={t('runs.explain')}
      columns={columns}
      rows={rows}
      rowId={runId}
      query={query}
      empty={<EmptyState compact icon={<IconHistory size={24} stroke={1.5} />} title={t('runs.empty')} description={t('runs.emptyHint')} />}
    />
  );
}

function useRunColumns(sourceId: string): PlainColumn<SyncRun>[] {
  const { t } = useTranslation('erp');
  const keyNames = useKeyNames();
  return useMemo(() => {
    const columns: PlainColumn<SyncRun>[] = [
      { id: 'start', header: t('runs.start'), cell: (run) => <RunStart run={run} sourceId={sourceId} />, width: 200, card: 'title' },
      { id: 'kind', header: t('runs.kind'), cell: (run) => <RunKind run={run} />, width: 170 },
      { id: 'counts', header: t('runs.counts'), cell: (run) => <Counts summary={run.summary} /> },
      { id: 'size', header: t('runs.size'), cell: (run) => <RunSize run={run} />, width: 110, align: 'end' },
      { id: 'duration', header: t('runs.duration'), cell: (run) => <RunDuration run={run} />, width: 130, align: 'end' },
      { id: 'key', header: t('runs.key'), cell: (run) => keyNames?.get(run.apiKeyId) ?? '–', width: 170 },
    ];
    return keyNames ? columns : columns.filter(({ id }) => id !== 'key');
  }, [t, sourceId, keyNames]);
}

function RunStart({ run, sourceId }: { run: SyncRun; sourceId: string }) {
  const format = useFormat();
  return (
    <>
      <TextLink to="/erp/$sourceId/runs/$runId" params={{ sourceId, runId: run.id }} inherit fw={550}>
        {format.dateTime(run.startTime)}
      </TextLink>
      <span className={classes.small}>
        <RelativeTime value={run.startTime} />
      </span>
    </>
  );
}

function RunKind({ run }: { run: SyncRun }) {
  const label = useEnumLabel();
  return (
    <>
      <div>{label(SyncRunKindSchema, run.kind)}</div>
      {hasState(run) && <StatusBadge tone={toneOf(run)}>{label(SyncRunStateSchema, run.state)}</StatusBadge>}
    </>
  );
}

function RunSize({ run: { bytes, batches } }: { run: SyncRun }) {
  const { t, i18n } = useTranslation('erp');
  return (
    <>
      {formatBytes(i18n.language, bytes)}
      <span className={classes.small}>{t('runs.batches', { count: batches })}</span>
    </>
  );
}

function RunDuration({ run: { durationMs, p99Ms } }: { run: SyncRun }) {
  const { t, i18n } = useTranslation('erp');
  return (
    <>
      {formatDuration(i18n.language, durationMs)}
      {p99Ms > 0 && (
        <span className={classes.small} title={t('runs.p99Hint')}>
          {t('runs.p99', { duration: formatDuration(i18n.language, p99Ms) })}
        </span>
      )}
    </>
  );
}
