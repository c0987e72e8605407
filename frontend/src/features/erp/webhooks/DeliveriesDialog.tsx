import { Modal, Skeleton, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook, WebhookDelivery } from '@/gen/kartoteka/v1/webhook_service_pb';
import { PlainTable, type PlainColumn } from '@/table/PlainTable';
import { EmptyState, ErrorState, RelativeTime } from '@/ui';
import { DeliveryResult } from './DeliveryResult';
import { useDeliveries } from './queries';
import { hostOf } from './state';

const deliveryId = (delivery: WebhookDelivery) => delivery.id;

interface DeliveriesDialogProps {
  webhook: Webhook;
  opened: boolean;
  onClose: () => void;
}

/** The last pokes of a webhook, newest first. */
export function DeliveriesDialog({ webhook, opened, onClose }: DeliveriesDialogProps) {
  const { t } = useTranslation('erp');
  return (
    <Modal opened={opened} onClose={onClose} title={t('webhook.deliveriesOf', { host: hostOf(webhook.url) })} size="lg">
      {opened && <Deliveries webhookId={webhook.id} />}
    </Modal>
  );
}

function Deliveries({ webhookId }: { webhookId: string }) {
  const { t } = useTranslation('erp');
  const { rows, query } = useDeliveries(webhookId);
  const columns = useDeliveryColumns();
  if (query.isPending) return <Skeleton height={96} role="status" aria-label={t('common:state.loading')} />;
  if (query.error && !query.data) return <ErrorState error={query.error} onRetry={query.refetch} compact />;
  if (rows.length === 0) return <EmptyState compact title={t('webhook.noDeliveries')} description={t('webhook.noDeliveriesHint')} />;
  return (
    <>
      <PlainTable label={t('webhook.deliveries')} columns={columns} rows={rows} rowId={deliveryId} more={query} />
      <Text size="xs" c="dimmed" mt="sm">
        {t('webhook.deliveriesKept')}
      </Text>
    </>
  );
}

function useDeliveryColumns(): PlainColumn<WebhookDelivery>[] {
  const { t } = useTranslation('erp');
  return useMemo(
    () => [
      { id: 'time', header: t('webhook.time'), cell: ({ time }) => <RelativeTime value={time} />, card: 'title' },
      { id: 'result', header: t('webhook.result'), cell: (delivery) => <DeliveryResult delivery={delivery} />, width: 260 },
      { id: 'attempt', header: t('webhook.attempt'), cell: ({ test, attempt }) => (test ? t('webhook.isTest') : attempt), width: 90 },
    ],
    [t],
  );
}
