import type { DescMessage, DescMethodUnary } from '@bufbuild/protobuf';
import { useMutation } from '@connectrpc/connect-query';
import { toFailure, type FailureKind } from '@/rpc/errors';
import { useInvalidate } from '@/rpc/invalidate';

/** Refusals that show the record to be another than the screen believes. */
const outdated: readonly FailureKind[] = ['conflict', 'precondition', 'not_found'];

/**
 * A change of a record, with the methods whose answers it makes stale: `useChange(endCoupon, getCoupon, listCoupons)`.
 * They are read again when it is done, and when a refusal shows the screen to be behind.
 */
export function useChange<I extends DescMessage, O extends DescMessage>(method: DescMethodUnary<I, O>, ...touched: DescMethodUnary[]) {
  return useMutation(method, useRefreshing(touched, touched));
}

/** The same for an answer that holds a secret, which leaves the memory with the dialog that shows it. */
export function useSecretChange<I extends DescMessage, O extends DescMessage>(method: DescMethodUnary<I, O>, ...touched: DescMethodUnary[]) {
  return useMutation(method, { ...useRefreshing(touched, touched), gcTime: 0 });
}

interface Deletion {
  lists: readonly DescMethodUnary[];
  /** What the page of the record shows. It is still on the screen when the record is gone, and must not ask for it again. */
  page: readonly DescMethodUnary[];
}

/** The deletion of a record that has a page of its own. */
export function useDeletion<I extends DescMessage, O extends DescMessage>(method: DescMethodUnary<I, O>, { lists, page }: Deletion) {
  return useMutation(method, useRefreshing(lists, page));
}

function useRefreshing(done: readonly DescMethodUnary[], refused: readonly DescMethodUnary[]) {
  const refresh = useInvalidate();
  return {
    onSuccess: () => refresh(...done),
    onError: (cause: unknown) => {
      if (outdated.includes(toFailure(cause).kind)) void refresh(...refused);
    },
  };
}
