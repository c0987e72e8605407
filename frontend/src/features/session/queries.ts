import { create } from '@bufbuild/protobuf';
import { createConnectQueryKey, createQueryOptions, useMutation, useTransport } from '@connectrpc/connect-query';
import type { Transport } from '@connectrpc/connect';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import {
  GetSessionResponseSchema,
  SessionService,
  type GetSessionResponse,
  type Preferences,
  type Session,
} from '@/gen/kartoteka/v1/session_service_pb';
import { sessionLost } from '@/rpc/sessionLost';

/** The session, asked for once per page load; pages read it from the context. */
export function sessionQuery(transport: Transport) {
  return { ...createQueryOptions(SessionService.method.getSession, {}, { transport }), staleTime: Infinity };
}

export function useSignIn() {
  const keep = useKeepSession();
  return useMutation(SessionService.method.signIn, { onSuccess: ({ session }) => keep(session) });
}

export function useCreateOwner() {
  const keep = useKeepSession();
  return useMutation(SessionService.method.createOwner, { onSuccess: ({ session }) => keep(session) });
}

/** Whatever the server answers, this device forgets everything it has loaded. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation(SessionService.method.signOut, { onSettled: () => client.clear() });
}

export function useChangePassword() {
  const { client, transport } = useSessionCache();
  return useMutation(SessionService.method.changePassword, {
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery(transport).queryKey }),
  });
}

/** Keeps the choice on the server, so that it follows the person to other devices. */
export function useUpdatePreferences() {
  const { change } = useSessionCache();
  return useMutation(SessionService.method.updatePreferences, {
    onSuccess: ({ preferences }) => preferences && change((session) => ({ ...session, preferences })),
  });
}

export type { Preferences };

function useKeepSession(): (session: Session | undefined) => void {
  const { client, transport } = useSessionCache();
  return (session) => {
    sessionLost.clear();
    if (session) putSession(client, transport, session);
    // What was refused while the session was lost may be asked for again.
    void client.invalidateQueries({ predicate: (query) => query.state.status === 'error' || query.getObserversCount() > 0 });
  };
}

function useSessionCache() {
  const client = useQueryClient();
  const transport = useTransport();
  function change(update: (session: Session) => Session) {
    const old = client.getQueryData<GetSessionResponse>(sessionQuery(transport).queryKey)?.session;
    if (old) putSession(client, transport, update(old));
  }
  return { client, transport, change };
}

function putSession(client: QueryClient, transport: Transport, session: Session): void {
  const queryKey = createConnectQueryKey({ schema: SessionService.method.getSession, input: {}, transport, cardinality: 'finite' });
  client.setQueryData(queryKey, create(GetSessionResponseSchema, { session }));
}
