import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { ConfirmTyped, notify } from '@/ui';
import { useCancelSnapshot } from '../queries';

/** Ends the snapshot without effect; nothing for those who may not. */
export function CancelSnapshot({ runId }: { runId: string }) {
  const { t } = useTranslation('erp');
  const canDecide = useCan(Permission.SYNC_DECIDE);
  const [isAsking, asking] = useDisclosure(false);
  const cancel = useCancelSnapshot();
  if (!canDecide) return null;
  return (
    <>
      <Button variant="default" size="xs" onClick={asking.open}>
        {t('snapshot.cancel')}
      </Button>
      <ConfirmTyped
        opened={isAsking}
        onClose={asking.close}
        title={t('snapshot.cancelTitle')}
        confirmLabel={t('snapshot.cancel')}
        danger={false}
        onConfirm={async () => {
          await cancel.mutateAsync({ runId });
          notify.success(t('snapshot.cancelled'));
        }}
      >
        {t('snapshot.cancelExplain')}
      </ConfirmTyped>
    </>
  );
}
