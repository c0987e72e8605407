import { Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SyncRunState, type SyncRun } from '@/gen/kartoteka/v1/sync_run_pb';
import type { SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useFormat } from '@/i18n';
import { Section } from '@/ui';
import { CancelSnapshot } from './CancelSnapshot';
import { planOf, progressOf } from './plan';
import { SweepPlanSection } from './SweepPlanSection';

/** The snapshot that is open: how far it is, or what is to be decided about it. */
export function SnapshotSection({ source }: { source: SourceSystem }) {
  const run = source.snapshot;
  switch (run?.state) {
    case SyncRunState.RUNNING:
      return <Running run={run} expected={source.customerCount} />;
    case SyncRunState.AWAITING_CONFIRMATION:
      return <SweepPlanSection run={run} />;
    case SyncRunState.SWEEPING:
      return <Sweeping run={run} />;
    default:
      return null;
  }
}

/** Nobody knows how many will come; how many the source has so far is the best guess. */
function Running({ run, expected }: { run: SyncRun; expected: number }) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  const received = Number(run.snapshot?.receivedCount ?? 0n);
  const text =
    expected === 0
      ? t('snapshot.received', { received: format.number(received) })
      : t('snapshot.receivedOf', { received: format.number(received), total: format.number(expected) });
  return (
    <Section id="snapshot" title={t('snapshot.running')} description={t('snapshot.runningExplain')} actions={<CancelSnapshot runId={run.id} />}>
      <Bar label={t('snapshot.running')} value={progressOf(received, expected)} text={text} />
    </Section>
  );
}

function Sweeping({ run }: { run: SyncRun }) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  const { absent } = planOf(run);
  const blocked = Number(run.snapshot?.blockedCount ?? 0n);
  const text = t('snapshot.blockedOf', { blocked: format.number(blocked), total: format.number(absent) });
  return (
    <Section id="snapshot" title={t('snapshot.sweeping')} description={t('snapshot.sweepingExplain')}>
      <Bar label={t('snapshot.sweeping')} value={progressOf(blocked, absent)} text={text} />
    </Section>
  );
}

function Bar({ label, value, text }: { label: string; value: number; text: string }) {
  return (
    <>
      <Progress.Root size="md">
        <Progress.Section value={value} aria-label={label} aria-valuetext={text} />
      </Progress.Root>
      <Text size="sm" mt={6}>
        {text}
      </Text>
    </>
  );
}
