import type { UseFormReturnType } from '@mantine/form';

/** The input of a path; for a compound field (money, an address) the first input below it. */
export function findInput<Values extends object>(form: UseFormReturnType<Values>, path: string): HTMLElement | null {
  const exact = form.getInputNode<HTMLElement, string>(path);
  if (exact) return exact;
  const marker = form.getInputProps(path) as { 'data-path'?: string };
  return document.querySelector<HTMLElement>(`[data-path^="${CSS.escape(marker['data-path'] ?? path)}."]`);
}

export function focusField<Values extends object>(form: UseFormReturnType<Values>, path: string): void {
  findInput(form, path)?.focus();
}

/** The label that a person sees, for the summary above the form. */
export function labelOf(input: HTMLElement | null): string | undefined {
  if (!input) return undefined;
  const labels = 'labels' in input ? (input as HTMLInputElement).labels : null;
  const text = labels?.[0]?.textContent ?? input.getAttribute('aria-label') ?? undefined;
  return text?.replace(/\s*\*\s*$/, '').trim();
}
