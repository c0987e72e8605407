import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Amounts travel as decimal strings ("25000.00"), never as floating point. */
export interface MoneyLike {
  amount: string;
  currency: string;
}

export interface Format {
  /** 21 Nov 2026 */
  date: (value: Timestamp | Date | undefined) => string;
  /** 21 Nov 2026, 14:05 */
  dateTime: (value: Timestamp | Date | undefined) => string;
  /** 3 minutes ago; in two weeks */
  relative: (value: Timestamp | Date | undefined, now?: Date) => string;
  /** Takes a day of the calendar, "2026-11-22", and gives 22 Nov 2026 */
  day: (value: string) => string;
  number: (value: number | bigint) => string;
  /** Takes a decimal text, "12.5000", and gives 12.5 */
  decimal: (value: string) => string;
  /** Takes "12.50" and gives 12.5% */
  percent: (value: string) => string;
  /** With the decimals that the amount has: browsers would leave them out for some currencies. */
  money: (value: MoneyLike | undefined) => string;
  /** With every decimal that the amount has, and the code: as the server writes prices in its sentences. */
  exactMoney: (value: MoneyLike | undefined) => string;
  list: (values: readonly string[]) => string;
  country: (code: string) => string;
  language: (code: string) => string;
  currency: (code: string) => string;
  compare: (a: string, b: string) => number;
}

const NOTHING = '–';
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A percentage of a price with four decimals has at most eight. */
const MOST_DECIMALS = 8;

const relativeUnits: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function createFormat(locale: string): Format {
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const times = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: MOST_DECIMALS });
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const collator = new Intl.Collator(locale);
  return {
    date: (value) => (value ? dates.format(toDate(value)) : NOTHING),
    dateTime: (value) => (value ? times.format(toDate(value)) : NOTHING),
    relative: (value, now = new Date()) => (value ? formatRelative(relatives, toDate(value), now) : NOTHING),
    day: (value) => (DAY.test(value) ? days.format(new Date(value)) : value || NOTHING),
    number: (value) => numbers.format(value),
    decimal: (value) => (isDecimal(value) ? decimals.format(value) : value || NOTHING),
    percent: (value) => (value === '' ? NOTHING : percents.format(Number(value) / 100)),
    money: (value) => formatMoney(locale, value),
    exactMoney: (value) => formatExact(locale, value),
    list: (values) => lists.format(values),
    country: (code) => displayName(locale, 'region', code.toUpperCase()),
    language: (code) => displayName(locale, 'language', code),
    currency: (code) => displayName(locale, 'currency', code.toUpperCase()),
    compare: collator.compare,
  };
}

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => createFormat(i18n.language), [i18n.language]);
}

export function toDate(value: Timestamp | Date): Date {
  return value instanceof Date ? value : timestampDate(value);
}

function formatRelative(formatter: Intl.RelativeTimeFormat, value: Date, now: Date): string {
  const seconds = Math.round((value.getTime() - now.getTime()) / 1000);
  for (const [unit, size] of relativeUnits) {
    if (Math.abs(seconds) >= size) return formatter.format(Math.trunc(seconds / size), unit);
  }
  return formatter.format(0, 'second');
}

/** The type is what exact decimal formatting asks for. */
function isDecimal(text: string): text is Intl.StringNumericLiteral {
  return /^-?\d+(\.\d+)?$/.test(text);
}

/** Undefined without any. */
function decimalsOf(amount: string): number | undefined {
  return amount.split('.')[1]?.length;
}

function formatMoney(locale: string, value: MoneyLike | undefined): string {
  if (!value?.amount) return NOTHING;
  const { amount, currency } = value;
  if (!isDecimal(amount)) return `${amount} ${currency}`;
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: decimalsOf(amount) }).format(amount);
  } catch {
    return `${value.amount} ${value.currency}`;
  }
}

function formatExact(locale: string, value: MoneyLike | undefined): string {
  if (!value?.amount) return NOTHING;
  const { amount, currency } = value;
  if (!isDecimal(amount)) return `${amount} ${currency}`;
  const decimals = Math.min(decimalsOf(amount) ?? 0, 2);
  const format = new Intl.NumberFormat(locale, { useGrouping: false, minimumFractionDigits: decimals, maximumFractionDigits: MOST_DECIMALS });
  return `${format.format(amount)} ${currency}`;
}

/** Data may hold codes that no browser knows; they are shown as they are. */
function displayName(locale: string, type: 'region' | 'language' | 'currency', code: string): string {
  if (code === '') return NOTHING;
  try {
    return new Intl.DisplayNames(locale, { type, fallback: 'code' }).of(code) ?? code;
  } catch {
    return code;
  }
}
