import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import { contactOf } from './contact';

const now = new Date('2026-11-21T12:00:00Z');
const at = (text: string) => ({ lastContactTime: timestampFromDate(new Date(text)) });

test('a source that never called is not silent: it has not begun', () => {
  expect(contactOf({}, now)).toBe('never');
});

test('a source is silent once more than a day has passed', () => {
  expect(contactOf(at('2026-11-20T12:00:00Z'), now)).toBe('recent');
  expect(contactOf(at('2026-11-20T11:59:59Z'), now)).toBe('silent');
});

test('a clock that runs ahead on the server does no harm', () => {
  expect(contactOf(at('2026-11-21T12:00:05Z'), now)).toBe('recent');
});
