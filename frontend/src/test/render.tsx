import { createRouterTransport, type ConnectRouter } from '@connectrpc/connect';
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactElement } from 'react';
import { SessionProvider } from '@/app/context';
import { Providers } from '@/app/providers';
import { HistoryService } from '@/gen/kartoteka/v1/history_service_pb';
import type { Session } from '@/gen/kartoteka/v1/session_service_pb';
import { createQueryClient } from '@/rpc/queryClient';
import { parseSearch, stringifySearch } from '@/table/url';
import { testSession } from './session';

interface RenderOptions {
  /** The services of an in-memory server: `({ service }) => service(GroupService, { listGroups: () => ({ … }) })`. */
  server?: (router: ConnectRouter) => void;
  /** Where the page is; every address shows it. */
  path?: string;
  session?: Session;
}

interface RenderedApp extends RenderResult {
  user: UserEvent;
  /** The present address, with its search. */
  address: () => string;
}

/** Renders a page with everything around it that the real application has, but for the time that dialogs take to appear. */
export async function renderApp(page: ReactElement, options: RenderOptions = {}): Promise<RenderedApp> {
  const { server = () => undefined, path = '/', session = testSession() } = options;
  const root = createRootRoute();
  const route = createRoute({ getParentRoute: () => root, path: '$', component: () => page });
  const router = createRouter({
    routeTree: root.addChildren([route]),
    history: createMemoryHistory({ initialEntries: [path] }),
    parseSearch,
    stringifySearch,
  });
  // Every page may show a history.
  const transport = createRouterTransport((services) => {
    services.service(HistoryService, { listHistory: () => ({}) });
    server(services);
  });
  await router.load();
  const result = render(
    <Providers transport={transport} queryClient={createQueryClient()} animated={false}>
      <SessionProvider session={session}>
        <RouterProvider<never> router={router as never} />
      </SessionProvider>
    </Providers>,
  );
  return { ...result, user: userEvent.setup(), address: () => router.state.location.href };
}
