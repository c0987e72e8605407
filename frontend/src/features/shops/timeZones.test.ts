import { expect, test } from 'vitest';
import { offsetOf, timeZoneNames } from './timeZones';

test('the offset of a zone is that of the moment', () => {
  expect(offsetOf('en', 'Europe/Warsaw', new Date('2026-11-21T12:00:00Z'))).toBe('GMT+1');
  expect(offsetOf('en', 'Europe/Warsaw', new Date('2026-07-01T12:00:00Z'))).toBe('GMT+2');
});

test('a zone that the browser does not know is kept, and has no offset', () => {
  expect(timeZoneNames('Mars/Olympus')).toContain('Mars/Olympus');
  expect(offsetOf('en', 'Mars/Olympus')).toBe('');
});

test('each zone is offered once, and nothing for none', () => {
  const names = timeZoneNames('Europe/Warsaw');
  expect(names).toContain('Europe/Warsaw');
  expect(new Set(names).size).toBe(names.length);
  expect(timeZoneNames('')).not.toContain('');
});
