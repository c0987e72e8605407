import type { UseFormReturnType } from '@mantine/form';

/** What marks an element as the place of a path; Mantine leaves it untyped. */
export function pathMarker<Values extends object>(form: UseFormReturnType<Values>, path: string): { 'data-path': string } {
  const { 'data-path': marker } = form.getInputProps(path) as { 'data-path'?: string };
  return { 'data-path': marker ?? path };
}

/** The input of a path; for a compound field (money, an address) the first input below it; of a choice the radio that is on. */
export function findInput<Values extends object>(form: UseFormReturnType<Values>, path: string): HTMLElement | null {
  const marker = CSS.escape(pathMarker(form, path)['data-path']);
  const place = `[data-path="${marker}"]`;
  const candidates = [`[data-path^="${marker}."]`, `${place} input:checked`, `${place} input`, place];
  return candidates.reduce<HTMLElement | null>((found, selector) => found ?? document.querySelector(selector), null);
}

export function focusField<Values extends object>(form: UseFormReturnType<Values>, path: string): void {
  findInput(form, path)?.focus();
}

/** The label that a person sees, for the summary above the form; that of a radio is the label of its group. */
export function labelOf(input: HTMLElement | null): string | undefined {
  const named = input?.closest<HTMLElement>('[role="radiogroup"]') ?? input;
  if (!named) return undefined;
  const labels = 'labels' in named ? (named as HTMLInputElement).labels : null;
  const drawn = labels?.[0] ?? document.getElementById(named.getAttribute('aria-labelledby') ?? '');
  const text = drawn?.textContent ?? named.getAttribute('aria-label');
  return text?.replace(/\s*\*\s*$/, '').trim();
}
