import { expect, test } from 'vitest';
import { formatBytes } from './bytes';

test.each([
  [0n, '0 byte'],
  [820n, '820 byte'],
  [1_000n, '1 kB'],
  [1_540n, '1.5 kB'],
  [9_960n, '10 kB'],
  [999_600n, '1 MB'],
  [12_345_678n, '12 MB'],
  [7_000_000_000_000n, '7,000 GB'],
])('%i bytes read as %s', (bytes, text) => {
  expect(formatBytes('en', bytes)).toBe(text);
});

test('the language decides the separator', () => {
  expect(formatBytes('pl', 1_540n)).toMatch(/^1,5\s/);
});
