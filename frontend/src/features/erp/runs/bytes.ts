const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** "820 byte", "1.5 kB", "12 MB": as exact as a person needs it. Numbers of bytes travel as bigint. */
export function formatBytes(locale: string, bytes: bigint): string {
  let value = Number(bytes);
  let unit = 0;
  // What rounds up to a thousand is one of the next unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const maximumFractionDigits = unit > 0 && value < 9.95 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: 'unit', unit: units[unit] ?? 'byte', unitDisplay: 'short', maximumFractionDigits }).format(value);
}
