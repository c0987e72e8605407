import { ApiKeyService, type ApiKey } from '@/gen/kartoteka/v1/api_key_service_pb';
import { useChange, usePages, useSecretChange, type Pages } from '@/records';

const { createApiKey, listApiKeys, revokeApiKey } = ApiKeyService.method;

export function useApiKeys(enabled = true): Pages<ApiKey> {
  return usePages(listApiKeys, { pageSize: 100 }, 'apiKeys', { enabled });
}

export function useCreateApiKey() {
  return useSecretChange(createApiKey, listApiKeys);
}

export function useRevokeApiKey() {
  return useChange(revokeApiKey, listApiKeys);
}
