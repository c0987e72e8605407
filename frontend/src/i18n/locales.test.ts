import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findProblems } from '../../scripts/locales.mjs';

test('every text exists in all four languages, in the right forms, and every text in use exists', () => {
  expect(findProblems(fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, ''))).toEqual([]);
});
