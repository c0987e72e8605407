import { expect, test } from 'vitest';
import { SyncRunKind, SyncRunState } from '@/gen/kartoteka/v1/sync_run_pb';
import { create } from '@bufbuild/protobuf';
import { PushSummarySchema } from '@/gen/kartoteka/v1/contractor_pb';
import { hasState, isLive, toneOf } from './run';

test.each([
  [SyncRunState.RUNNING, true],
  [SyncRunState.SWEEPING, true],
  [SyncRunState.AWAITING_CONFIRMATION, false],
  [SyncRunState.COMPLETED, false],
  [SyncRunState.ABORTED, false],
])('only a run that moves by itself is followed: state %i', (state, expected) => {
  expect(isLive({ state })).toBe(expected);
});

test('where there is no run there is nothing to follow', () => {
  expect(isLive(undefined)).toBe(false);
});

test('that a push is complete goes without saying; that a snapshot is does not', () => {
  expect(hasState({ kind: SyncRunKind.PUSH, state: SyncRunState.COMPLETED })).toBe(false);
  expect(hasState({ kind: SyncRunKind.SNAPSHOT, state: SyncRunState.COMPLETED })).toBe(true);
  expect(hasState({ kind: SyncRunKind.PUSH, state: SyncRunState.ABORTED })).toBe(true);
});

test.each([
  [SyncRunState.COMPLETED, { created: 4 }, 'positive'],
  [SyncRunState.COMPLETED, { created: 3, rejected: 1 }, 'negative'],
  [SyncRunState.COMPLETED, { created: 3, conflict: 1 }, 'waiting'],
  [SyncRunState.COMPLETED, { unprocessed: 4 }, 'waiting'],
  [SyncRunState.RUNNING, { rejected: 1 }, 'info'],
])('a run is green only when all of its records were accepted: state %i, %o', (state, summary, expected) => {
  expect(toneOf({ state, summary: create(PushSummarySchema, summary) })).toBe(expected);
});
