import { useTranslation } from 'react-i18next';
import { SyncRunKindSchema, type SyncRun } from '@/gen/kartoteka/v1/sync_run_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { CopyButton, DataList, type DataItem } from '@/ui';
import classes from '../erp.module.css';
import { formatBytes } from './bytes';
import { Counts } from './Counts';
import { formatDuration } from './duration';
import { useKeyNames } from './keyNames';

export function RunFacts({ run }: { run: SyncRun }) {
  const { t, i18n } = useTranslation('erp');
  const format = useFormat();
  const label = useEnumLabel();
  const keyNames = useKeyNames();
  const snapshotFacts = useSnapshotFacts(run);
  return (
    <DataList
      items={[
        { label: t('runs.kind'), value: label(SyncRunKindSchema, run.kind) },
        { label: t('runs.start'), value: format.dateTime(run.startTime) },
        ...(run.lastBatchTime ? [{ label: t('run.lastBatch'), value: format.dateTime(run.lastBatchTime) }] : []),
        { label: t('run.end'), value: run.endTime ? format.dateTime(run.endTime) : t('run.notEnded') },
        { label: t('runs.duration'), value: formatDuration(i18n.language, run.durationMs) },
        { label: t('run.slowest'), value: run.p99Ms > 0 && formatDuration(i18n.language, run.p99Ms) },
        { label: t('runs.size'), value: `${formatBytes(i18n.language, run.bytes)} · ${t('runs.batches', { count: run.batches })}` },
        ...(keyNames ? [{ label: t('runs.key'), value: keyNames.get(run.apiKeyId) }] : []),
        ...snapshotFacts,
        { label: t('runs.requestId'), value: run.requestId && <CopyableId id={run.requestId} label={t('runs.requestId')} />, wide: true },
        { label: t('runs.counts'), value: <Counts summary={run.summary} />, wide: true },
      ]}
    />
  );
}

function useSnapshotFacts({ snapshot }: SyncRun): DataItem[] {
  const { t } = useTranslation('erp');
  const format = useFormat();
  if (!snapshot) return [];
  return [
    { label: t('run.received'), value: format.number(snapshot.receivedCount) },
    { label: t('run.absent'), value: format.number(snapshot.absentCount) },
    { label: t('run.blocked'), value: format.number(snapshot.blockedCount) },
  ];
}

function CopyableId({ id, label }: { id: string; label: string }) {
  return (
    <>
      <span className={classes.mono}>{id}</span> <CopyButton value={id} label={label} />
    </>
  );
}
