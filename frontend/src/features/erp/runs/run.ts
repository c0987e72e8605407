import { SyncRunKind, SyncRunState, type SyncRun } from '@/gen/kartoteka/v1/sync_run_pb';
import type { Tone } from '@/ui';

/** Whether the run moves on by itself, so that it is worth following. */
export function isLive(run: Pick<SyncRun, 'state'> | undefined): boolean {
  return run?.state === SyncRunState.RUNNING || run?.state === SyncRunState.SWEEPING;
}

const stateTones: Record<SyncRunState, Tone> = {
  [SyncRunState.UNSPECIFIED]: 'neutral',
  [SyncRunState.RUNNING]: 'info',
  [SyncRunState.AWAITING_CONFIRMATION]: 'waiting',
  [SyncRunState.SWEEPING]: 'info',
  [SyncRunState.COMPLETED]: 'positive',
  [SyncRunState.ABORTED]: 'neutral',
};

/** A run that is over is green only when all of its records were accepted. */
export function toneOf({ state, summary }: Pick<SyncRun, 'state' | 'summary'>): Tone {
  if (state !== SyncRunState.COMPLETED || !summary) return stateTones[state];
  if (summary.rejected > 0) return 'negative';
  return summary.conflict + summary.unprocessed > 0 ? 'waiting' : stateTones[state];
}

/** A push is done with its answer; only what lasts has a state that is worth a word. */
export function hasState({ kind, state }: Pick<SyncRun, 'kind' | 'state'>): boolean {
  return state !== SyncRunState.UNSPECIFIED && !(kind === SyncRunKind.PUSH && state === SyncRunState.COMPLETED);
}
