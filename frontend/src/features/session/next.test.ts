import { expect, test } from 'vitest';
import { safeNext } from './next';

test.each([
  ['/customers?q=a#b', '/customers?q=a#b'],
  ['/', '/'],
  [undefined, undefined],
  ['', undefined],
  ['https://evil.example/', undefined],
  ['//evil.example/', undefined],
  ['/\\evil.example', undefined],
  ['javascript:alert(1)', undefined],
  ['/sign-in?next=/sign-in', undefined],
])('%s leads to %s', (next, target) => {
  expect(safeNext(next)).toBe(target);
});
