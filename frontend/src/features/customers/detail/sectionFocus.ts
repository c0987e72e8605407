/** The sections of the page, in their order. The ids are anchors in the address. */
export const sectionIds = ['data', 'tax', 'trade', 'care', 'addresses', 'employees', 'groups', 'externalIds', 'history'] as const;
export type SectionId = (typeof sectionIds)[number];

/** Brings a section into sight and moves the keyboard there, as a link within a page does. */
export function showSection(id: SectionId): void {
  const section = document.getElementById(id);
  if (!section) return;
  section.tabIndex = -1;
  section.scrollIntoView({ block: 'start' });
  section.focus({ preventScroll: true });
}

/** The section that a digit stands for: 1 for the first. */
export function sectionOfKey(key: string): SectionId | undefined {
  return /^[1-9]$/.test(key) ? sectionIds[Number(key) - 1] : undefined;
}
