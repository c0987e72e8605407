import type { SyncRun } from '@/gen/kartoteka/v1/sync_run_pb';

/** What a complete snapshot would do, in the numbers that a person decides by. */
export interface SweepPlan {
  runId: string;
  /** How many would be blocked. */
  absent: number;
  /** Of how many contractors: those that arrived and those that did not. */
  total: number;
  /** The share in per cent, with two decimals. */
  percent: string;
  /** Stands for exactly these numbers: the server refuses it once they are others. */
  confirmToken: string;
}

export function planOf({ id, snapshot }: SyncRun): SweepPlan {
  const absent = Number(snapshot?.absentCount ?? 0n);
  const total = absent + Number(snapshot?.receivedCount ?? 0n);
  const percent = total === 0 ? '0' : ((100 * absent) / total).toFixed(2);
  return { runId: id, absent, total, percent, confirmToken: snapshot?.confirmToken ?? '' };
}

/** How far something is, 0 to 100, for a bar; more than all is all. */
export function progressOf(done: number, all: number): number {
  return all <= 0 ? 0 : Math.min(100, (100 * done) / all);
}
