import { Button, Text } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { AbsentContractor, SyncRun } from '@/gen/kartoteka/v1/sync_run_pb';
import { useFormat } from '@/i18n';
import { PlainTable, type PlainColumn } from '@/table/PlainTable';
import { ErrorState, Section } from '@/ui';
import { CustomerLink } from '../CustomerLink';
import classes from '../erp.module.css';
import { useSweep } from '../queries';
import { CancelSnapshot } from './CancelSnapshot';
import { ConfirmSweepDialog } from './ConfirmSweepDialog';
import { planOf, type SweepPlan } from './plan';

const externalId = (contractor: AbsentContractor) => contractor.externalId;

/** A snapshot that would block unusually many: who they are, and the decision. */
export function SweepPlanSection({ run }: { run: SyncRun }) {
  const { t } = useTranslation('erp');
  const plan = planOf(run);
  const canDecide = useCan(Permission.SYNC_DECIDE);
  return (
    <Section id="snapshot" title={t('snapshot.awaiting')} tone="danger" flush actions={<CancelSnapshot runId={run.id} />}>
      <div className={classes.plan}>
        <PlanText plan={plan} />
        {canDecide ? <ApproveButton plan={plan} /> : <Text size="sm">{t('snapshot.readOnly')}</Text>}
      </div>
      <AbsentTable runId={run.id} />
    </Section>
  );
}

function PlanText({ plan: { absent, total, percent } }: { plan: SweepPlan }) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  return (
    <div>
      <Text fw={600}>{t('snapshot.planLead', { count: absent })}</Text>
      <Text size="sm">{t('snapshot.planShare', { share: format.percent(percent), total: format.number(total) })}</Text>
      <Text size="sm" c="dimmed" mt={4}>
        {t('snapshot.planWhy')}
      </Text>
    </div>
  );
}

/** The question always asks about the numbers of now; when they change while it is open, it begins anew and says so. */
function ApproveButton({ plan }: { plan: SweepPlan }) {
  const { t } = useTranslation('erp');
  const [asked, setAsked] = useState<SweepPlan>();
  return (
    <>
      <Button color="red" leftSection={<IconBan size={16} aria-hidden />} onClick={() => setAsked(plan)}>
        {t('snapshot.approve')}
      </Button>
      <ConfirmSweepDialog asked={asked} plan={plan} onClose={() => setAsked(undefined)} />
    </>
  );
}

function AbsentTable({ runId }: { runId: string }) {
  const { t } = useTranslation('erp');
  const { rows: contractors, query } = useSweep(runId);
  const columns = useMemo<PlainColumn<AbsentContractor>[]>(
    () => [
      { id: 'id', header: t('contractor.externalId'), cell: (contractor) => <span className={classes.mono}>{contractor.externalId}</span>, card: 'title' },
      { id: 'code', header: t('snapshot.code'), cell: ({ code }) => code || '–' },
      { id: 'customer', header: t('rejects.customer'), cell: ({ customerId }) => <CustomerLink customerId={customerId} /> },
    ],
    [t],
  );
  if (query.error && contractors.length === 0) {
    return (
      <div className={classes.plan}>
        <ErrorState error={query.error} onRetry={query.refetch} compact />
      </div>
    );
  }
  return <PlainTable label={t('snapshot.list')} columns={columns} rows={contractors} rowId={externalId} more={query} moreLabel={t('snapshot.more')} />;
}
