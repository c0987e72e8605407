/** Fetches ahead when the browser has nothing else to do; one that cannot tell fetches when it is needed. */
export function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(run);
}
