import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useTransport } from '@connectrpc/connect-query';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ChangePasswordPage, ReloginDialog, sessionQuery } from '@/features/session/public';
import { ColorScheme, type Preferences } from '@/gen/kartoteka/v1/session_service_pb';
import { isLanguage, setLanguage } from '@/i18n';
import { useSessionLost } from '@/rpc/sessionLost';
import { SessionProvider } from './context';
import { Shell } from './shell/Shell';
import { UnsavedGuard } from './UnsavedGuard';

/** Where staff work: the session, their language and colours, the shell around the pages. */
export function Desk() {
  const transport = useTransport();
  const { session } = useSuspenseQuery(sessionQuery(transport)).data;
  const isLost = useSessionLost();
  usePreferences(session?.preferences);
  if (!session) return null;
  if (session.staff?.mustChangePassword) return <ChangePasswordPage />;
  return (
    <SessionProvider session={session}>
      <Shell>
        <Outlet />
      </Shell>
      <UnsavedGuard />
      {isLost && <ReloginDialog email={session.staff?.email ?? ''} />}
    </SessionProvider>
  );
}

const schemeNames: Record<ColorScheme, MantineColorScheme> = {
  [ColorScheme.UNSPECIFIED]: 'auto',
  [ColorScheme.LIGHT]: 'light',
  [ColorScheme.DARK]: 'dark',
};

/** What the person has chosen wins over what this device remembers. */
function usePreferences(preferences: Preferences | undefined): void {
  const { setColorScheme } = useMantineColorScheme();
  const language = preferences?.language;
  const scheme = preferences?.colorScheme;
  useEffect(() => {
    if (isLanguage(language)) void setLanguage(language);
  }, [language]);
  useEffect(() => {
    if (scheme !== undefined) setColorScheme(schemeNames[scheme]);
  }, [scheme, setColorScheme]);
}
