import type { PushSummary } from '@/gen/kartoteka/v1/contractor_pb';
import type { Tone } from '@/ui';

/** Every outcome of a record, troubles first, and what it means to the person who looks for them. */
const outcomes = [
  { name: 'rejected', tone: 'negative' },
  { name: 'conflict', tone: 'waiting' },
  { name: 'unprocessed', tone: 'waiting' },
  { name: 'created', tone: 'positive' },
  { name: 'updated', tone: 'info' },
  { name: 'unchanged', tone: 'neutral' },
  { name: 'stale', tone: 'neutral' },
] as const satisfies readonly { name: keyof PushSummary; tone: Tone }[];

export interface OutcomeCount {
  /** Names the text: "outcome.created". */
  name: (typeof outcomes)[number]['name'];
  count: number;
  tone: Tone;
}

/** The outcomes that occurred in a run. */
export function countsOf(summary: PushSummary | undefined): OutcomeCount[] {
  return outcomes.map(({ name, tone }) => ({ name, tone, count: summary?.[name] ?? 0 })).filter(({ count }) => count > 0);
}
