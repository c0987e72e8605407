import type { DescMethodUnary } from '@bufbuild/protobuf';
import { createConnectQueryKey } from '@connectrpc/connect-query';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Marks every cached answer of these methods as stale, whatever their input. */
export async function invalidate(client: QueryClient, ...methods: DescMethodUnary[]): Promise<void> {
  await Promise.all(
    methods.map((schema) =>
      client.invalidateQueries({ queryKey: createConnectQueryKey({ schema, cardinality: undefined }) }),
    ),
  );
}

/** For a mutation's onSuccess: `const refresh = useInvalidate(); … onSuccess: () => refresh(CustomerService.method.listCustomers)`. */
export function useInvalidate(): (...methods: DescMethodUnary[]) => Promise<void> {
  const client = useQueryClient();
  return useCallback((...methods) => invalidate(client, ...methods), [client]);
}
