const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/;

/**
 * The moment at which clocks there show this ("2026-11-22T12:00"); undefined for what is none. Where clocks go back it
 * is the earlier of two, where they go forward the moment after the gap.
 */
export function momentOf(local: string, timeZone: string): Date | undefined {
  const [, ...parts] = LOCAL.exec(local) ?? [];
  if (parts.length === 0) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = parts.map(Number);
  const asIfUtc = Date.UTC(year, month - 1, day, hour, minute);
  // The offset of the day before and of the day after are the only two that it can have.
  const offsets = [-1, 1].map((days) => offsetAt(asIfUtc + days * 86_400_000, timeZone));
  const candidates = offsets.map((offset) => asIfUtc - offset);
  const exact = candidates.filter((moment, index) => offsetAt(moment, timeZone) === offsets[index]);
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...candidates));
}

/** How far the clocks there are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(moment);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'));
  return local - Math.floor(moment / 60_000) * 60_000;
}
