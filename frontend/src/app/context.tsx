import { createContext, use, type ReactNode } from 'react';
import type { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { Session } from '@/gen/kartoteka/v1/session_service_pb';

const SessionContext = createContext<Session | undefined>(undefined);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Who is signed in. Every page below the shell has a session. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession outside of the session gate');
  return session;
}

/** Whether the signed-in person may call methods of this permission: hide what they may not do. */
export function useCan(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}
