import { callUnaryMethod, useInfiniteQuery, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { WebhookService, type Webhook } from '@/gen/kartoteka/v1/webhook_service_pb';
import { useInvalidate } from '@/rpc/invalidate';

/** A webhook that fails shows it without a reload. */
const LOOK_AGAIN = 30_000;

/** A secret that was shown once leaves the memory with the dialog that showed it. */
const forgetAnswer = { gcTime: 0 };

const method = WebhookService.method;

export function useWebhooks(sourceSystemId: string) {
  return useQuery(method.listWebhooks, { sourceSystemId }, { refetchInterval: LOOK_AGAIN });
}

/** Reads the webhook past every cache, to compare it with what a form holds. */
export function useLoadWebhook(): (webhook: Webhook) => Promise<Webhook> {
  const transport = useTransport();
  return async ({ id, sourceSystemId }) => {
    const { webhooks } = await callUnaryMethod(transport, method.listWebhooks, { sourceSystemId });
    const latest = webhooks.find((webhook) => webhook.id === id);
    if (!latest) throw new Error(`no webhook ${id} in the answer`);
    return latest;
  };
}

export function useCreateWebhook() {
  const refresh = useInvalidate();
  return useMutation(method.createWebhook, { ...forgetAnswer, onSuccess: () => refresh(method.listWebhooks) });
}

/** A refusal may mean that somebody else was faster, so the list is read again as well. */
export function useUpdateWebhook() {
  const refresh = useInvalidate();
  return useMutation(method.updateWebhook, { onSettled: () => refresh(method.listWebhooks) });
}

export function useRotateSecret() {
  const refresh = useInvalidate();
  return useMutation(method.rotateWebhookSecret, { ...forgetAnswer, onSuccess: () => refresh(method.listWebhooks) });
}

export function useDeleteWebhook() {
  const refresh = useInvalidate();
  return useMutation(method.deleteWebhook, { onSuccess: () => refresh(method.listWebhooks) });
}

export function useSendTest() {
  const refresh = useInvalidate();
  return useMutation(method.sendTestWebhook, { onSuccess: () => refresh(method.listWebhookDeliveries) });
}

export function useDeliveries(webhookId: string) {
  return useInfiniteQuery(
    method.listWebhookDeliveries,
    { webhookId, pageSize: 20, pageToken: '' },
    { pageParamKey: 'pageToken', getNextPageParam: (page) => page.nextPageToken || undefined },
  );
}
