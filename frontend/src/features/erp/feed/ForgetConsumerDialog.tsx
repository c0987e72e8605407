import { useTranslation } from 'react-i18next';
import type { FeedConsumer } from '@/gen/kartoteka/v1/source_system_service_pb';
import { ConfirmTyped, notify, useLast } from '@/ui';
import { useDeleteConsumer } from '../queries';

/** For a reader that is no more: until it is forgotten, the changes that it never read are kept for it. */
export function ForgetConsumerDialog({ consumer, onClose }: { consumer: FeedConsumer | undefined; onClose: () => void }) {
  const { t } = useTranslation('erp');
  const forget = useDeleteConsumer();
  const last = useLast(consumer);

  async function confirm() {
    if (!consumer) return;
    await forget.mutateAsync({ sourceSystemId: consumer.sourceSystemId, name: consumer.name });
    notify.success(t('feed.forgotten'));
  }

  return (
    <ConfirmTyped
      opened={consumer !== undefined}
      onClose={onClose}
      title={t('feed.forgetTitle', { name: last?.name ?? '' })}
      confirmLabel={t('feed.forgetConfirm')}
      onConfirm={confirm}
    >
      {t('feed.forgetExplain')}
    </ConfirmTyped>
  );
}
