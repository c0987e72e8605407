import { daysBetween, endDayOf } from '@/features/shops/public';
import type { Discount } from '@/gen/kartoteka/v1/discount_pb';

export const MONTHS_SHOWN = 6;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** The span of a calendar: its months, such as "2026-11", and its first and last day. */
export interface Span {
  months: string[];
  from: string;
  to: string;
}

/** Half a year from a month on; from the month of today when there is none. */
export function spanFrom(month: string, today: string): Span {
  const first = MONTH.test(month) ? month : today.slice(0, 7);
  const months = Array.from({ length: MONTHS_SHOWN }, (_, index) => addMonths(first, index));
  return { months, from: `${first}-01`, to: dayBefore(`${addMonths(first, MONTHS_SHOWN)}-01`) };
}

export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const date = new Date(Date.UTC(year, number - 1 + count, 1));
  return date.toISOString().slice(0, 7);
}

function dayBefore(day: string): string {
  const date = new Date(day);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/** Where something lies in the calendar, in per cent of its width. */
export interface Bar {
  left: number;
  width: number;
  /** It goes on beyond the edge. */
  opensLeft: boolean;
  opensRight: boolean;
}

/** The part of the span on which a discount counts; one that was ended stops on that day, there. Nothing when it counts on none. */
export function barOf(discount: Pick<Discount, 'validFrom' | 'validTo' | 'endTime'>, span: Span, timeZone: string): Bar | undefined {
  const { validFrom, validTo } = discount;
  const ended = endDayOf(discount, timeZone);
  const last = ended !== '' && (validTo === '' || ended < validTo) ? ended : validTo;
  const from = validFrom > span.from ? validFrom : span.from;
  const to = last !== '' && last < span.to ? last : span.to;
  if (from > to) return undefined;
  const days = daysBetween(span.from, span.to) + 1;
  return {
    left: (daysBetween(span.from, from) / days) * 100,
    width: ((daysBetween(from, to) + 1) / days) * 100,
    opensLeft: validFrom < span.from,
    opensRight: last === '' || last > span.to,
  };
}

/** Where a day begins, in per cent; undefined outside of the span. */
export function positionOf(day: string, span: Span): number | undefined {
  if (day < span.from || day > span.to) return undefined;
  return (daysBetween(span.from, day) / (daysBetween(span.from, span.to) + 1)) * 100;
}
