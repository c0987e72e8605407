import { create } from '@bufbuild/protobuf';
import { createConnectQueryKey, createQueryOptions, useMutation, useTransport } from '@connectrpc/connect-query';
import type { Transport } from '@connectrpc/connect';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  GetSessionResponseSchema,
  PreferencesSchema,
  SessionService,
  type GetSessionResponse,
  type Session,
} from '@/gen/kartoteka/v1/session_service_pb';
import { toFailure } from '@/rpc/errors';
import { sessionLost } from '@/rpc/sessionLost';
import { notify } from '@/ui/notify';

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

/** Ends the session and then, on this device, forgets everything that was loaded in it. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  async function leave() {
    await navigate({ to: '/sign-in' });
    client.clear();
    sessionLost.clear();
  }
  const { mutate } = useMutation(SessionService.method.signOut, {
    onSuccess: leave,
    // Somebody who believes to have left must not be signed in still, so other failures are said.
    onError: (cause) => (toFailure(cause).kind === 'unauthenticated' ? leave() : notify.failure(cause)),
  });
  return () => mutate({});
}

export function useChangePassword() {
  const { client, transport } = useSessionCache();
  return useMutation(SessionService.method.changePassword, {
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery(transport).queryKey }),
  });
}

/** Keeps the choice on the server, so that it follows the person to other devices. It counts at once, and until it is refused. */
export function useUpdatePreferences() {
  const { change } = useSessionCache();
  return useMutation(SessionService.method.updatePreferences, {
    onMutate: ({ preferences = {} }) => change((session) => ({ ...session, preferences: create(PreferencesSchema, preferences) })),
    onError: (cause, _, before) => {
      if (before) change(() => before);
      notify.failure(cause);
    },
  });
}

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
  /** Changes the session in the cache and returns it as it was. */
  function change(update: (session: Session) => Session): Session | undefined {
    const old = client.getQueryData<GetSessionResponse>(sessionQuery(transport).queryKey)?.session;
    if (old) putSession(client, transport, update(old));
    return old;
  }
  return { client, transport, change };
}

function putSession(client: QueryClient, transport: Transport, session: Session): void {
  const queryKey = createConnectQueryKey({ schema: SessionService.method.getSession, input: {}, transport, cardinality: 'finite' });
  client.setQueryData(queryKey, create(GetSessionResponseSchema, { session }));
}
