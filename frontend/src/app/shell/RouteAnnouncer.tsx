import { VisuallyHidden } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** Tells screen readers which page has opened, as a full page load would. */
export function RouteAnnouncer() {
  const path = useRouterState({ select: (state) => (state.status === 'idle' ? state.location.pathname : undefined) });
  const [title, setTitle] = useState('');
  useEffect(() => {
    if (path === undefined) return undefined;
    // The page sets the title in an effect of its own, which runs in this same commit or the next.
    const frame = requestAnimationFrame(() => setTitle(document.title));
    return () => cancelAnimationFrame(frame);
  }, [path]);
  return (
    <VisuallyHidden aria-live="polite" aria-atomic>
      {title}
    </VisuallyHidden>
  );
}
