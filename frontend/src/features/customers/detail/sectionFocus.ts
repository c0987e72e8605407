/** The sections of the page, in their order. The ids are anchors in the address. */
export const sectionIds = ['data', 'tax', 'trade', 'care', 'addresses', 'employees', 'groups', 'discounts', 'price', 'externalIds', 'history'] as const;
export type SectionId = (typeof sectionIds)[number];

/** The keys of the sections, in their order: digits first, then letters. */
const keys = '123456789abcdefg';

export function keyOfSection(id: SectionId): string {
  return keys[sectionIds.indexOf(id)] ?? '';
}

/** The section that a key stands for: 1 for the first. */
export function sectionOfKey(key: string): SectionId | undefined {
  return key.length === 1 && keys.includes(key) ? sectionIds[keys.indexOf(key)] : undefined;
}

/**
 * The last section that begins in the upper third of the window. One that was jumped to counts as long as its beginning
 * is in sight: at the end of the page it may be unable to get any higher.
 */
export function sectionInSight(windowHeight: number, topOf: (id: SectionId) => number, focused: string | undefined): SectionId {
  const jumpedTo = sectionIds.find((id) => id === focused);
  if (jumpedTo && topOf(jumpedTo) >= 0 && topOf(jumpedTo) < windowHeight) return jumpedTo;
  return sectionIds.findLast((id) => topOf(id) < windowHeight / 3) ?? 'data';
}
