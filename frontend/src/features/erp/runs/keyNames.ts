import { useMemo } from 'react';
import { useCan } from '@/app/context';
import { useApiKeys } from '@/features/apiKeys/public';
import { Permission } from '@/gen/kartoteka/v1/options_pb';

/** Names of the API keys by id; undefined for those who may not see keys. */
export function useKeyNames(): ReadonlyMap<string, string> | undefined {
  const canSeeKeys = useCan(Permission.API_KEYS);
  const { rows } = useApiKeys(canSeeKeys);
  return useMemo(() => (canSeeKeys ? new Map(rows.map(({ id, name }) => [id, name])) : undefined), [canSeeKeys, rows]);
}
