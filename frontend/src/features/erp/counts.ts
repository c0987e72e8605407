import { Outcome, type PushSummary } from '@/gen/kartoteka/v1/contractor_sync_service_pb';
import type { Tone } from '@/ui';

export interface OutcomeCount {
  outcome: Outcome;
  /** Names the text: "outcome.created". */
  name: keyof typeof tones;
  count: number;
  tone: Tone;
}

/** What each outcome means to the person who looks for trouble, in the order they are shown. */
const tones = {
  rejected: 'negative',
  conflict: 'waiting',
  unprocessed: 'waiting',
  created: 'positive',
  updated: 'info',
  unchanged: 'neutral',
  stale: 'neutral',
} as const satisfies Record<string, Tone>;

const outcomes: Record<keyof typeof tones, Outcome> = {
  rejected: Outcome.REJECTED,
  conflict: Outcome.CONFLICT,
  unprocessed: Outcome.UNPROCESSED,
  created: Outcome.CREATED,
  updated: Outcome.UPDATED,
  unchanged: Outcome.UNCHANGED,
  stale: Outcome.STALE,
};

const names = ['rejected', 'conflict', 'unprocessed', 'created', 'updated', 'unchanged', 'stale'] as const;

/** The outcomes that occurred in a run, troubles first. */
export function countsOf(summary: PushSummary | undefined): OutcomeCount[] {
  return names
    .map((name) => ({ name, outcome: outcomes[name], count: summary?.[name] ?? 0, tone: tones[name] }))
    .filter(({ count }) => count > 0);
}
