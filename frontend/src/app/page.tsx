import { lazyRouteComponent, useParams, type AsyncRouteComponent } from '@tanstack/react-router';
import type { ComponentType } from 'react';

/** Loads a page when it is first opened, and gives it the parameters of its path. */
export function lazyPage<Params extends object>(load: () => Promise<ComponentType<Params>>): AsyncRouteComponent<object> {
  return lazyRouteComponent(async () => ({ default: withParams(await load()) }));
}

/** The page asks for what its path names: router.tsx has both on one line. */
function withParams<Params extends object>(Page: ComponentType<Params>): ComponentType {
  return () => <Page {...(usePathParams() as Params)} />;
}

function usePathParams(): object {
  return useParams({ strict: false });
}
