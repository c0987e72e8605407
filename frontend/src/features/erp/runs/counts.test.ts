import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { PushSummarySchema } from '@/gen/kartoteka/v1/contractor_pb';
import { countsOf } from './counts';

test('only what occurred is shown, troubles first', () => {
  const counts = countsOf(create(PushSummarySchema, { created: 3, unchanged: 12, rejected: 1 }));
  expect(counts.map(({ name, count }) => [name, count])).toEqual([
    ['rejected', 1],
    ['created', 3],
    ['unchanged', 12],
  ]);
});

test('every count of a summary is told', () => {
  const summary = { created: 1, updated: 2, unchanged: 3, stale: 4, conflict: 5, rejected: 6, unprocessed: 7 };
  const told = countsOf(create(PushSummarySchema, summary)).map(({ name, count }) => [name, count] as const);
  expect(Object.fromEntries(told)).toEqual(summary);
  expect(told).toHaveLength(PushSummarySchema.fields.length);
});

test('an empty push has nothing to tell', () => {
  expect(countsOf(create(PushSummarySchema))).toEqual([]);
  expect(countsOf(undefined)).toEqual([]);
});
