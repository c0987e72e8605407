import { expect, test } from 'vitest';
import { momentOf } from './moment';

test.each([
  ['in winter', '2026-11-22T12:00', '2026-11-22T11:00:00.000Z'],
  ['in summer', '2026-07-01T12:00', '2026-07-01T10:00:00.000Z'],
  ['at midnight', '2026-07-01T00:00', '2026-06-30T22:00:00.000Z'],
  ['an hour before clocks go forward', '2026-03-29T01:30', '2026-03-29T00:30:00.000Z'],
  ['an hour after clocks went forward', '2026-03-29T03:30', '2026-03-29T01:30:00.000Z'],
  ['in the hour that is left out, it is the one after', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
  ['in the hour that comes twice, it is the first', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ['an hour after clocks went back', '2026-10-25T03:30', '2026-10-25T02:30:00.000Z'],
])('a moment in Warsaw %s', (_, local, moment) => {
  expect(momentOf(local, 'Europe/Warsaw')?.toISOString()).toBe(moment);
});

test('what is no moment is none', () => {
  expect(momentOf('', 'Europe/Warsaw')).toBeUndefined();
  expect(momentOf('2026-11-22', 'Europe/Warsaw')).toBeUndefined();
});
