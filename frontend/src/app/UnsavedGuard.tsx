import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';
import { unsavedForms, useUnsavedNames } from '@/forms/unsaved';
import { part } from '@/ui/part';

const load = async () => (await import('./UnsavedDialog')).UnsavedDialog;
const UnsavedDialog = part(load, null);

/** Stands between unsaved changes and every way of leaving the page; the forms register themselves. */
export function UnsavedGuard() {
  const names = useUnsavedNames();
  const blocker = useBlocker({
    withResolver: true,
    shouldBlockFn: ({ current, next }) => hasUnsaved() && current.pathname !== next.pathname,
    enableBeforeUnload: hasUnsaved,
  });

  // The dialog comes with the first change, not with the attempt to leave: then the network may be gone.
  const isNeeded = names.length > 0;
  useEffect(() => {
    if (isNeeded) void load();
  }, [isNeeded]);

  return blocker.status === 'blocked' && <UnsavedDialog names={names} onStay={blocker.reset} onLeave={blocker.proceed} />;
}

function hasUnsaved(): boolean {
  return unsavedForms.snapshot().size > 0;
}
