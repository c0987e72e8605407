import { create } from '@bufbuild/protobuf';
import { createQueryOptions, useMutation } from '@connectrpc/connect-query';
import { createConnectQueryKey } from '@connectrpc/connect-query';
import type { Transport } from '@connectrpc/connect';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { SessionService, GetSessionResponseSchema, type Preferences, type Session } from '@/gen/kartoteka/v1/session_service_pb';
import { sessionLost } from '@/rpc/sessionLost';

/** The session, once per page load; pages read it from the context. */
export function sessionQuery(transport: Transport) {
  return { ...createQueryOptions(SessionService.method.getSession, {}, { transport }), staleTime: Infinity };
}

export function rememberSession(client: QueryClient, transport: Transport, session: Session | undefined): void {
  const queryKey = createConnectQueryKey({ schema: SessionService.method.getSession, input: {}, transport, cardinality: 'finite' });
  client.setQueryData(queryKey, create(GetSessionResponseSchema, session ? { session } : {}));
}
