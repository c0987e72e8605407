import { createBrowserHistory, createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, notFound, Outlet, redirect } from '@tanstack/react-router';
import type { Transport } from '@connectrpc/connect';
import type { QueryClient } from '@tanstack/react-query';
import { withTexts } from '@/i18n';
import { sessionQuery } from '@/features/session/public';
import { toFailure } from '@/rpc/errors';
import { parseSearch, stringifySearch, UUID } from '@/table/url';
import { NotFoundPage, RouteError } from './errors';
import { Desk } from './Desk';
import { PagePending } from './PagePending';

export interface RouterContext {
  queryClient: QueryClient;
  transport: Transport;
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet });

const session = () => import('@/features/session/pages');
const customers = withTexts(() => import('@/features/customers/pages'), 'customers');
const groups = withTexts(() => import('@/features/groups/pages'), 'groups');
const discounts = withTexts(() => import('@/features/discounts/pages'), 'discounts');
const erp = withTexts(() => import('@/features/erp/pages'), 'erp', 'customers', 'access');
const access = withTexts(() => import('@/features/access/pages'), 'access');
const settings = withTexts(() => import('@/features/settings/pages'), 'settings');

const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: lazyRouteComponent(session, 'SignInPage') });
const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: lazyRouteComponent(session, 'SetupPage') });

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

const routeTree = root.addChildren([
  signIn,
  setup,
  desk.addChildren([
    home,
    createRoute({ getParentRoute: () => desk, path: '/customers', component: lazyRouteComponent(customers, 'CustomersPage') }),
    createRoute({ getParentRoute: () => desk, path: '/customers/new', component: lazyRouteComponent(customers, 'NewCustomerPage') }),
    createRoute({ getParentRoute: () => desk, path: '/customers/$customerId', beforeLoad: checkIds, component: lazyRouteComponent(customers, 'CustomerPage') }),
    createRoute({ getParentRoute: () => desk, path: '/groups', component: lazyRouteComponent(groups, 'GroupsPage') }),
    createRoute({ getParentRoute: () => desk, path: '/groups/$groupId', beforeLoad: checkIds, component: lazyRouteComponent(groups, 'GroupPage') }),
    createRoute({ getParentRoute: () => desk, path: '/discounts', component: lazyRouteComponent(discounts, 'DiscountsPage') }),
    createRoute({ getParentRoute: () => desk, path: '/discounts/new', component: lazyRouteComponent(discounts, 'NewDiscountPage') }),
    createRoute({ getParentRoute: () => desk, path: '/discounts/$discountId', beforeLoad: checkIds, component: lazyRouteComponent(discounts, 'DiscountPage') }),
    createRoute({ getParentRoute: () => desk, path: '/discounts/coupons/$couponId', beforeLoad: checkIds, component: lazyRouteComponent(discounts, 'CouponPage') }),
    createRoute({ getParentRoute: () => desk, path: '/erp', component: lazyRouteComponent(erp, 'ErpPage') }),
    createRoute({ getParentRoute: () => desk, path: '/erp/$sourceId', beforeLoad: checkIds, component: lazyRouteComponent(erp, 'SourcePage') }),
    createRoute({ getParentRoute: () => desk, path: '/erp/$sourceId/settings', beforeLoad: checkIds, component: lazyRouteComponent(erp, 'SourceSettingsPage') }),
    createRoute({ getParentRoute: () => desk, path: '/erp/$sourceId/runs/$runId', beforeLoad: checkIds, component: lazyRouteComponent(erp, 'RunPage') }),
    createRoute({ getParentRoute: () => desk, path: '/access', component: lazyRouteComponent(access, 'AccessPage') }),
    createRoute({ getParentRoute: () => desk, path: '/settings', component: lazyRouteComponent(settings, 'SettingsPage') }),
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
