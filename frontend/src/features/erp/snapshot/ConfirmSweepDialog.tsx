import { Alert, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConfirmTyped, notify, useLast } from '@/ui';
import { useConfirmSweep } from '../queries';
import type { SweepPlan } from './plan';

interface ConfirmSweepDialogProps {
  /** The numbers when the question was asked; undefined while it is not. */
  asked: SweepPlan | undefined;
  /** The numbers of now: they are what is agreed to. */
  plan: SweepPlan;
  onClose: () => void;
}

/** The one question before many are blocked; the number is typed, so that nobody agrees to it unread. */
export function ConfirmSweepDialog({ asked, plan, onClose }: ConfirmSweepDialogProps) {
  const { t } = useTranslation('erp');
  const confirm = useConfirmSweep();
  const before = useLast(asked)?.absent ?? 0;
  const count = plan.absent;

  async function approve() {
    await confirm.mutateAsync({ runId: plan.runId, confirmToken: plan.confirmToken });
    notify.success(t('snapshot.approved'));
  }

  return (
    <ConfirmTyped
      key={plan.confirmToken}
      opened={asked !== undefined}
      onClose={onClose}
      title={t('snapshot.approveTitle', { count })}
      expected={String(count)}
      confirmLabel={t('snapshot.approveConfirm', { count })}
      onConfirm={approve}
    >
      <Stack gap="sm">
        {asked && plan.confirmToken !== asked.confirmToken && (
          <Alert role="alert" color="yellow">
            {t('snapshot.changed', { before, now: count })}
          </Alert>
        )}
        <div>{t('snapshot.approveExplain', { count })}</div>
      </Stack>
    </ConfirmTyped>
  );
}
