import { createBrowserHistory, createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, notFound, Outlet, redirect } from '@tanstack/react-router';
import type { Transport } from '@connectrpc/connect';
import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { withTexts } from '@/i18n';
import { sessionQuery } from '@/features/session/public';
import { toFailure } from '@/rpc/errors';
import { parseSearch, stringifySearch, UUID } from '@/table/url';
import { NotFoundPage, RouteError } from './errors';
import { Desk } from './Desk';
import { lazyPage } from './page';
import { PagePending } from './PagePending';

export interface RouterContext {
  queryClient: QueryClient;
  transport: Transport;
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet });

const session = () => import('@/features/session/pages');
const customers = withTexts(() => import('@/features/customers/pages'), 'customers');
const groups = withTexts(() => import('@/features/groups/pages'), 'groups');
const coupons = withTexts(() => import('@/features/coupons/pages'), 'coupons');
const discounts = withTexts(() => import('@/features/discounts/pages'), 'discounts');
const erp = withTexts(() => import('@/features/erp/pages'), 'erp', 'customers');
const staff = withTexts(() => import('@/features/staff/pages'), 'staff');
const settings = withTexts(() => import('@/features/settings/pages'), 'settings');

/** Everything below the desk needs a session; whoever has none signs in first and comes back. */
const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  component: Desk,
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.query({ ...sessionQuery(context.transport), staleTime: 'static' });
    } catch (cause) {
      if (toFailure(cause).kind !== 'unauthenticated') throw cause;
      const next = location.href === '/' ? {} : { next: location.href };
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- this is how the router is told to go elsewhere
      throw redirect({ to: '/sign-in', search: next });
    }
  },
});

const home = createRoute({
  getParentRoute: () => desk,
  path: '/',
  beforeLoad: () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- as above
    throw redirect({ to: '/customers' });
  },
});

/** Ids are UUIDs. An address with anything else is mistyped: nobody needs to ask the server to say so. */
function checkIds({ params }: { params: Record<string, string> }): void {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- as above
  if (!Object.values(params).every((id) => UUID.test(id))) throw notFound();
}

/** A page of the desk. */
function page<const Path extends string, Params extends object>(path: Path, load: () => Promise<ComponentType<Params>>) {
  return createRoute({ getParentRoute: () => desk, path, beforeLoad: checkIds, component: lazyPage(load) });
}

const routeTree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: lazyRouteComponent(session, 'SignInPage') }),
  createRoute({ getParentRoute: () => root, path: '/setup', component: lazyRouteComponent(session, 'SetupPage') }),
  desk.addChildren([
    home,
    page('/customers', async () => (await customers()).CustomersPage),
    page('/customers/new', async () => (await customers()).NewCustomerPage),
    page('/customers/$customerId', async () => (await customers()).CustomerPage),
    page('/groups', async () => (await groups()).GroupsPage),
    page('/groups/$groupId', async () => (await groups()).GroupPage),
    page('/discounts', async () => (await discounts()).DiscountsPage),
    page('/discounts/new', async () => (await discounts()).NewDiscountPage),
    page('/discounts/$discountId', async () => (await discounts()).DiscountPage),
    page('/discounts/coupons/$couponId', async () => (await coupons()).CouponPage),
    page('/erp', async () => (await erp()).ErpPage),
    page('/erp/$sourceId', async () => (await erp()).SourcePage),
    page('/erp/$sourceId/settings', async () => (await erp()).SourceSettingsPage),
    page('/erp/$sourceId/runs/$runId', async () => (await erp()).RunPage),
    page('/access', async () => (await staff()).AccessPage),
    page('/settings', async () => (await settings()).SettingsPage),
    createRoute({ getParentRoute: () => desk, path: '$', component: NotFoundPage }),
  ]),
]);

/** The history is the browser's, except in tests. */
export function createAppRouter(context: RouterContext, history = createBrowserHistory()) {
  return createRouter({
    routeTree,
    context,
    history,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    scrollToTopSelectors: ['#main'],
    defaultPendingComponent: PagePending,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: NotFoundPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
