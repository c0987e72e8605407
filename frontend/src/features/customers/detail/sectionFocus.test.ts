import { describe, expect, it } from 'vitest';
import { keyOfSection, sectionIds, sectionInSight, sectionOfKey, type SectionId } from './sectionFocus';

/** Sections of 300 pixels each, the page scrolled by so much. */
function scrolledBy(offset: number) {
  return (id: SectionId) => sectionIds.indexOf(id) * 300 + 150 - offset;
}

describe('sectionInSight', () => {
  it('begins with the first', () => {
    expect(sectionInSight(900, scrolledBy(0), undefined)).toBe('data');
    expect(sectionInSight(300, scrolledBy(0), undefined)).toBe('data');
  });

  it('follows the scrolling', () => {
    expect(sectionInSight(900, scrolledBy(600), undefined)).toBe('trade');
  });

  it('holds to the section that was jumped to while its beginning is in sight', () => {
    expect(sectionInSight(900, scrolledBy(2400), 'history')).toBe('history');
    expect(sectionInSight(900, scrolledBy(0), 'history')).toBe('data');
  });

  it('does not mind focus elsewhere', () => {
    expect(sectionInSight(900, scrolledBy(0), 'main')).toBe('data');
  });
});

describe('sectionOfKey', () => {
  it('knows the digits, the letters after them, and nothing else', () => {
    expect(sectionOfKey('1')).toBe('data');
    expect(sectionOfKey('9')).toBe('price');
    expect(sectionOfKey('b')).toBe('history');
    expect(sectionOfKey('0')).toBeUndefined();
    expect(sectionOfKey('z')).toBeUndefined();
    expect(sectionOfKey('F1')).toBeUndefined();
    expect(sectionOfKey('')).toBeUndefined();
  });

  it('gives each section a key of its own', () => {
    expect(sectionIds.map((id) => sectionOfKey(keyOfSection(id)))).toEqual([...sectionIds]);
  });
});
