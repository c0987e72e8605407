import { expect, test } from 'vitest';
import { timeZoneOptions } from './timeZones';

const winter = new Date('2026-11-21T12:00:00Z');
const summer = new Date('2026-07-01T12:00:00Z');

function labelOf(zone: string, now: Date, current = ''): string | undefined {
  return timeZoneOptions('en', current, now).find(({ value }) => value === zone)?.label;
}

test('a zone is shown with the offset of the moment', () => {
  expect(labelOf('Europe/Warsaw', winter)).toBe('Europe/Warsaw · GMT+1');
  expect(labelOf('Europe/Warsaw', summer)).toBe('Europe/Warsaw · GMT+2');
});

test('a zone that the browser does not know is kept, without an offset', () => {
  expect(labelOf('Mars/Olympus', winter, 'Mars/Olympus')).toBe('Mars/Olympus');
});

test('each zone is offered once, and nothing for none', () => {
  const values = timeZoneOptions('en', 'Europe/Warsaw', winter).map(({ value }) => value);
  expect(new Set(values).size).toBe(values.length);
  expect(timeZoneOptions('en', '', winter).map(({ value }) => value)).not.toContain('');
});
