import type { DescMethodUnary } from '@bufbuild/protobuf';
import { createConnectQueryKey } from '@connectrpc/connect-query';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { HistoryService } from '@/gen/kartoteka/v1/history_service_pb';

/** Marks every cached answer of these methods as stale, whatever their input. So is the history, which tells of every change. */
export async function invalidate(client: QueryClient, ...methods: DescMethodUnary[]): Promise<void> {
  await Promise.all(
    [HistoryService.method.listHistory, ...methods].map((schema) =>
      client.invalidateQueries({ queryKey: createConnectQueryKey({ schema, cardinality: undefined }) }),
    ),
  );
}

/** For a mutation's onSuccess: `const refresh = useInvalidate(); … onSuccess: () => refresh(CustomerService.method.listCustomers)`. */
export function useInvalidate(): (...methods: DescMethodUnary[]) => Promise<void> {
  const client = useQueryClient();
  return useCallback((...methods) => invalidate(client, ...methods), [client]);
}
