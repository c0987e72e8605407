import { expect, test } from 'vitest';
import { daysBetween, dayOf, todayIn } from './days';

test('today is the day where the shop is', () => {
  const evening = new Date('2026-11-22T23:30:00Z');
  expect(todayIn('Europe/Warsaw', evening)).toBe('2026-11-23');
  expect(todayIn('UTC', evening)).toBe('2026-11-22');
  expect(todayIn('America/New_York', evening)).toBe('2026-11-22');
});

test('a time zone that the browser does not know has no day, and today is that of the world', () => {
  const noon = new Date('2026-11-22T12:00:00Z');
  expect(dayOf(noon, 'Mars/Olympus')).toBeUndefined();
  expect(todayIn('Mars/Olympus', noon)).toBe('2026-11-22');
});

test('days are counted over a change of clocks and over years', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-12-31', '2027-01-01')).toBe(1);
  expect(daysBetween('2026-02-01', '2026-01-31')).toBe(-1);
});
