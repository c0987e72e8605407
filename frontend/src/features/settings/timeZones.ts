export interface TimeZoneOption {
  value: string;
  label: string;
}

/** Every time zone that the browser knows, with its present offset; one that it does not know stays selectable. */
export function timeZoneOptions(locale: string, current: string, now = new Date()): TimeZoneOption[] {
  const names = new Set([...Intl.supportedValuesOf('timeZone'), current]);
  return [...names].filter(Boolean).sort().map((value) => ({ value, label: [value, offsetOf(locale, value, now)].filter(Boolean).join(' · ') }));
}

/** "GMT+1"; empty for a zone that is unknown here. */
function offsetOf(locale: string, timeZone: string, now: Date): string {
  try {
    const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'shortOffset' }).formatToParts(now);
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  } catch {
    return '';
  }
}
