/** Where a key takes the active row; undefined when the key is not for the table. */
export function rowAfterKey(key: string, current: number, count: number, pageSize: number): number | undefined {
  if (count === 0) return undefined;
  const target = targetOf(key, current, count, pageSize);
  return target === undefined ? undefined : Math.max(0, Math.min(count - 1, target));
}

function targetOf(key: string, current: number, count: number, pageSize: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return current + 1;
    case 'ArrowUp':
    case 'k':
      return current - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageDown':
      return current + pageSize;
    case 'PageUp':
      return current - pageSize;
    default:
      return undefined;
  }
}

/** The keys that go to the neighbouring row. */
export function isStep(key: string): boolean {
  return key === 'ArrowDown' || key === 'ArrowUp' || key === 'j' || key === 'k';
}

/** Keys belong to the person who is typing or choosing, never to the table. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]')) return true;
  return target.matches('input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select');
}
