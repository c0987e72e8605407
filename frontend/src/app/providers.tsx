import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { TransportProvider } from '@connectrpc/connect-query';
import type { Transport } from '@connectrpc/connect';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { createAppTheme, cssVariablesResolver } from '@/theme';
import { whenIdle } from '@/ui/idle';
import { part } from '@/ui/part';
import { cspNonce } from './nonce';

const Toasts = part(async () => (await import('./Toasts')).Toasts, null);

const colorSchemeManager = localStorageColorSchemeManager({ key: 'kartoteka-color-scheme' });

interface ProvidersProps {
  transport: Transport;
  queryClient: QueryClient;
  /** Without it, what opens and closes does so at once. */
  animated?: boolean;
  children: ReactNode;
}

export function Providers({ transport, queryClient, animated = true, children }: ProvidersProps) {
  const { t } = useTranslation();
  const theme = useMemo(() => createAppTheme(t), [t]);
  return (
    <MantineProvider
      theme={theme}
      env={animated ? 'default' : 'test'}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemeManager}
      cssVariablesResolver={cssVariablesResolver}
      getStyleNonce={cspNonce}
      deduplicateCssVariables={false}
    >
      <TransportProvider transport={transport}>
        <QueryClientProvider client={queryClient}>
          {children}
          <ToastsWhenIdle />
        </QueryClientProvider>
      </TransportProvider>
    </MantineProvider>
  );
}

/** Not with the first toast: that may say that the server cannot be reached. */
function ToastsWhenIdle() {
  const [isIdle, setIdle] = useState(!('requestIdleCallback' in window));
  useEffect(() => whenIdle(() => setIdle(true)), []);
  return isIdle && <Toasts />;
}
