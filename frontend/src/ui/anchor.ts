import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Brings a section into sight and moves the keyboard there, as a link within a page does. */
export function showSection(id: string): void {
  const section = document.getElementById(id);
  if (!section) return;
  section.tabIndex = -1;
  section.scrollIntoView({ block: 'start' });
  section.focus({ preventScroll: true });
}

/** An address with an anchor leads to its section, once that is there: for the component that renders the sections. */
export function useAnchor(): void {
  const hash = useRouterState({ select: (state) => state.location.hash });
  useEffect(() => {
    if (hash !== '') showSection(hash);
  }, [hash]);
}
