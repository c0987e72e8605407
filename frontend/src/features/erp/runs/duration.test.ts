import { expect, test } from 'vitest';
import { formatDuration } from './duration';

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1000, '1 sec'],
  [1234, '1.2 sec'],
  [42_400, '42 sec'],
  [60_000, '1 min'],
  [185_000, '3 min 5 sec'],
])('%i ms reads as %s', (milliseconds, text) => {
  expect(formatDuration('en', milliseconds)).toBe(text);
});

test('the language decides the separator', () => {
  expect(formatDuration('pl', 1234)).toMatch(/^1,2\s/);
});
