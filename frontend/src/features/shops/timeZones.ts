/** Every time zone that the browser knows; one that it does not know stays selectable. */
export function timeZoneNames(current: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), current])].filter(Boolean).sort();
}

/** "GMT+1" at the given moment; empty for a zone that is unknown here. */
export function offsetOf(locale: string, timeZone: string, now = new Date()): string {
  try {
    const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'shortOffset' }).formatToParts(now);
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  } catch {
    return '';
  }
}
