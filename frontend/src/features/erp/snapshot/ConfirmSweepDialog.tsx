import { useTranslation } from 'react-i18next';
import { ConfirmTyped, notify, useLast } from '@/ui';
import { useConfirmSweep } from '../queries';
import type { SweepPlan } from './plan';

/** The one question before many are blocked; it says how many. */
export function ConfirmSweepDialog({ plan, onClose }: { plan: SweepPlan | undefined; onClose: () => void }) {
  const { t } = useTranslation('erp');
  const confirm = useConfirmSweep();
  const count = useLast(plan)?.absent ?? 0;

  async function approve() {
    if (!plan) return;
    await confirm.mutateAsync({ runId: plan.runId, confirmToken: plan.confirmToken });
    notify.success(t('snapshot.approved'));
  }

  return (
    <ConfirmTyped
      opened={plan !== undefined}
      onClose={onClose}
      title={t('snapshot.approveTitle', { count })}
      confirmLabel={t('snapshot.approveConfirm', { count })}
      onConfirm={approve}
    >
      {t('snapshot.approveExplain', { count })}
    </ConfirmTyped>
  );
}
