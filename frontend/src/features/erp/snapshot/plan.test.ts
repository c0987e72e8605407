import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { SyncRunSchema } from '@/gen/kartoteka/v1/sync_run_pb';
import { planOf, progressOf } from './plan';

test('the plan is told of all contractors: those that arrived and those that did not', () => {
  const run = create(SyncRunSchema, { id: 'r', snapshot: { receivedCount: 18_800n, absentCount: 1_200n, confirmToken: 'token' } });
  expect(planOf(run)).toEqual({ runId: 'r', absent: 1_200, total: 20_000, percent: '6.00', confirmToken: 'token' });
});

test('an empty source has no share to tell', () => {
  expect(planOf(create(SyncRunSchema, { id: 'r', snapshot: {} }))).toMatchObject({ total: 0, percent: '0' });
});

test('a bar never runs over, and has no length where nothing is expected', () => {
  expect(progressOf(25, 100)).toBe(25);
  expect(progressOf(120, 100)).toBe(100);
  expect(progressOf(5, 0)).toBe(0);
});
