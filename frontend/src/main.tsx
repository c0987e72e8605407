import '@/theme';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from '@/app/errors';
import { shareNonce } from '@/app/nonce';
import { Providers } from '@/app/providers';
import { createAppRouter } from '@/app/router';
import { startI18n } from '@/i18n';
import { createQueryClient } from '@/rpc/queryClient';
import { createTransport } from '@/rpc/transport';

shareNonce();
const transport = createTransport();
const queryClient = createQueryClient();
const router = createAppRouter({ queryClient, transport });

void startI18n().then(() => {
  const element = document.getElementById('root');
  if (!element) return;
  createRoot(element).render(
    <StrictMode>
      <Providers transport={transport} queryClient={queryClient}>
        <ErrorBoundary>
          <RouterProvider router={router} />
        </ErrorBoundary>
      </Providers>
    </StrictMode>,
  );
});
