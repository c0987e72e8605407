import type { DescMethodUnary } from '@bufbuild/protobuf';
import { createConnectQueryKey } from '@connectrpc/connect-query';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { HistoryService } from '@/gen/kartoteka/v1/history_service_pb';
import { toFailure, type FailureKind } from './errors';

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

interface Refreshing {
  onSuccess: () => Promise<void>;
  onError: (cause: unknown) => void;
}

/**
 * For a mutation of a record: `useMutation(endCoupon, useRefreshing(getCoupon, listCoupons))`. Its success makes these
 * answers stale, and so does a refusal that shows the record to be another than the screen believes.
 */
export function useRefreshing(...methods: DescMethodUnary[]): Refreshing {
  const refresh = useInvalidate();
  return {
    onSuccess: () => refresh(...methods),
    onError: (cause) => {
      if (outdated.includes(toFailure(cause).kind)) void refresh(...methods);
    },
  };
}

const outdated: readonly FailureKind[] = ['conflict', 'precondition', 'not_found'];
