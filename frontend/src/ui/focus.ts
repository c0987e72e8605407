import { useEffect } from 'react';

/** Once a dialog is closed the focus returns to what opened it; when that is gone, to what it stood under. */
export function useFocusReturn(opened: boolean): void {
  useEffect(() => {
    if (!opened) return undefined;
    const opener = document.activeElement === document.body ? null : document.activeElement;
    const above = labelAbove(opener);
    return () => {
      const last = document.activeElement;
      // What the dialog has done may take the opener away, which the page shows a moment later.
      window.setTimeout(() => {
        const hasMoved = document.activeElement !== last && document.activeElement !== document.body;
        if (!hasMoved) focusFirst(opener, above, document.querySelector('h1'));
      }, 10);
    };
  }, [opened]);
}

/** What an element stands under: the heading of its section, the button of its menu. */
export function labelAbove(element: Element | null | undefined): Element | null {
  const label = element?.parentElement?.closest('[aria-labelledby]')?.getAttribute('aria-labelledby');
  return document.getElementById(label ?? '');
}

/** Puts the focus on the first of these that is on the page and takes it; a heading is made to take it. */
export function focusFirst(...targets: (Element | null)[]): void {
  targets.some((target) => {
    if (!(target instanceof HTMLElement) || !target.isConnected) return false;
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    return document.activeElement === target;
  });
}
