/** "340 ms", "1.2 sec", "3 min 5 sec": as exact as a person needs it. */
export function formatDuration(locale: string, milliseconds: number): string {
  if (milliseconds < 1000) return unit(locale, milliseconds, 'millisecond');
  if (milliseconds < 60_000) return unit(locale, milliseconds / 1000, 'second', milliseconds < 10_000 ? 1 : 0);
  const seconds = Math.round(milliseconds / 1000);
  const rest = seconds % 60;
  const minutes = unit(locale, Math.floor(seconds / 60), 'minute');
  return rest === 0 ? minutes : `${minutes} ${unit(locale, rest, 'second')}`;
}

function unit(locale: string, value: number, name: 'millisecond' | 'second' | 'minute', maximumFractionDigits = 0): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits }).format(value);
}
