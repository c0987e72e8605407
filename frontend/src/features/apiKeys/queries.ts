import { useInfiniteQuery, useMutation } from '@connectrpc/connect-query';
import { ApiKeyService } from '@/gen/kartoteka/v1/api_key_service_pb';
import { useInvalidate } from '@/rpc/invalidate';

/** A secret that was shown once leaves the memory with the dialog that showed it. */
const forgetAnswer = { gcTime: 0 };

export function useApiKeys(isAllowed = true) {
  return useInfiniteQuery(
    ApiKeyService.method.listApiKeys,
    { pageSize: 100, pageToken: '' },
    { pageParamKey: 'pageToken', getNextPageParam: (page) => page.nextPageToken || undefined, enabled: isAllowed },
  );
}

export function useCreateApiKey() {
  const refresh = useInvalidate();
  return useMutation(ApiKeyService.method.createApiKey, { ...forgetAnswer, onSuccess: () => refresh(ApiKeyService.method.listApiKeys) });
}

export function useRevokeApiKey() {
  const refresh = useInvalidate();
  return useMutation(ApiKeyService.method.revokeApiKey, { onSuccess: () => refresh(ApiKeyService.method.listApiKeys) });
}
