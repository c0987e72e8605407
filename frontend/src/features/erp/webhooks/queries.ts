import { useQuery } from '@connectrpc/connect-query';
import { WebhookService, type Webhook } from '@/gen/kartoteka/v1/webhook_service_pb';
import { useChange, useLatest, usePages, useSecretChange } from '@/records';

/** A webhook that fails shows it without a reload. */
const LOOK_AGAIN = 30_000;

const { listWebhooks, listWebhookDeliveries, ...method } = WebhookService.method;

export function useWebhooks(sourceSystemId: string) {
  return useQuery(listWebhooks, { sourceSystemId }, { refetchInterval: LOOK_AGAIN });
}

export function useLatestWebhook({ id, sourceSystemId }: Webhook): () => Promise<Webhook> {
  return useLatest(listWebhooks, { sourceSystemId }, ({ webhooks }) => webhooks.find((webhook) => webhook.id === id));
}

export function useCreateWebhook() {
  return useSecretChange(method.createWebhook, listWebhooks);
}

export function useUpdateWebhook() {
  return useChange(method.updateWebhook, listWebhooks);
}

export function useRotateSecret() {
  return useSecretChange(method.rotateWebhookSecret, listWebhooks);
}

export function useDeleteWebhook() {
  return useChange(method.deleteWebhook, listWebhooks);
}

export function useSendTest() {
  return useChange(method.sendTestWebhook, listWebhookDeliveries);
}

export function useDeliveries(webhookId: string) {
  return usePages(listWebhookDeliveries, { webhookId, pageSize: 20 }, 'deliveries');
}
