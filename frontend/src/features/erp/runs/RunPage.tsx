import { Stack } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SyncRunStateSchema, type SyncRun, type SyncViolation } from '@/gen/kartoteka/v1/sync_run_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { PlainTable, type PlainColumn } from '@/table/PlainTable';
import { EmptyState, Page, Section, StatusBadge } from '@/ui';
import classes from '../erp.module.css';
import { useSource, useSyncRun } from '../queries';
import { ViolationText } from '../rejects/Violations';
import { ReportMenu } from './ReportMenu';
import { toneOf } from './run';
import { RunFacts } from './RunFacts';

/** The report of one run: what came, what became of it, and what is to be mended. */
export function RunPage({ sourceId, runId }: { sourceId: string; runId: string }) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  const source = useSource(sourceId).data?.sourceSystem;
  const query = useSyncRun(runId);
  const run = query.data?.run;
  return (
    <Page
      title={run ? t('run.title', { time: format.dateTime(run.startTime) }) : t('run.one')}
      breadcrumb={[
        { label: t('title'), to: '/erp' },
        { label: source?.name ?? t('one'), to: '/erp/$sourceId', params: { sourceId } },
      ]}
      badge={run && <RunState run={run} />}
      actions={run && <ReportMenu runId={run.id} />}
    >
      <Stack gap="md">
        <Section title={t('section.run')} query={query} lines={5}>
          {run && <RunFacts run={run} />}
        </Section>
        {run && <ViolationsSection run={run} />}
      </Stack>
    </Page>
  );
}

function RunState({ run }: { run: SyncRun }) {
  const label = useEnumLabel();
  return <StatusBadge tone={toneOf(run)}>{label(SyncRunStateSchema, run.state)}</StatusBadge>;
}

/** A record may be there more than once, so a violation is told by its place. */
interface Line {
  id: string;
  violation: SyncViolation;
}

const lineId = (line: Line) => line.id;

function ViolationsSection({ run }: { run: SyncRun }) {
  const { t } = useTranslation('erp');
  const lines = useMemo(() => run.violations.map((violation, index): Line => ({ id: String(index), violation })), [run.violations]);
  const columns = useMemo<PlainColumn<Line>[]>(
    () => [
      {
        id: 'record',
        header: t('rejects.record'),
        width: 220,
        card: 'title',
        cell: ({ violation }) => <span className={classes.mono}>{violation.externalId || '–'}</span>,
      },
      { id: 'mend', header: t('rejects.mend'), cell: ({ violation: { violation } }) => violation && <ViolationText violation={violation} /> },
    ],
    [t],
  );
  const isEmpty = lines.length === 0;
  return (
    <Section id="violations" title={t('section.violations')} description={!isEmpty && t('run.violationsExplain')} flush={!isEmpty}>
      {isEmpty ? (
        <EmptyState compact icon={<IconCircleCheck size={24} stroke={1.5} />} title={t('run.noViolations')} />
      ) : (
        <PlainTable label={t('section.violations')} columns={columns} rows={lines} rowId={lineId} alignTop />
      )}
    </Section>
  );
}
