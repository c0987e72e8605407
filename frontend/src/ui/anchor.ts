import { useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';

/** By any of these a person moves on from the place that a link has led to. */
const movingOn = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

let release = (): void => undefined;

/**
 * Brings a section into sight and moves the keyboard there, as a link within a page does. What is still loading above
 * it must not push it away, and it may itself arrive only later: it is held in its place until the person moves on.
 */
export function showSection(id: string): void {
  release();
  const page = document.getElementById('main')?.firstElementChild ?? document.body;
  let hasFocus = false;
  const place = () => {
    const section = document.getElementById(id);
    section?.scrollIntoView({ block: 'start' });
    if (section && !hasFocus) focusSection(section);
    hasFocus ||= section !== null;
  };
  const growth = new ResizeObserver(place);
  release = () => {
    growth.disconnect();
    for (const event of movingOn) window.removeEventListener(event, release, { capture: true });
    release = () => undefined;
  };
  for (const event of movingOn) window.addEventListener(event, release, { capture: true, passive: true });
  growth.observe(page);
  place();
}

function focusSection(section: HTMLElement): void {
  section.tabIndex = -1;
  section.focus({ preventScroll: true });
}

/** An address with an anchor leads to its section, once that is there: for the component that renders the sections. */
export function useAnchor(): void {
  const hash = useRouterState({ select: (state) => state.location.hash });
  useEffect(() => {
    if (hash === '') return undefined;
    showSection(hash);
    return () => release();
  }, [hash]);
}
