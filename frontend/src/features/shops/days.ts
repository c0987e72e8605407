import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt';
import type { Shop } from '@/gen/kartoteka/v1/shop_service_pb';

const DAY_LENGTH = 86_400_000;

/** Today where the shop is, such as "2026-11-22": days begin and end in its time zone. */
export function todayIn(timeZone: string, now = new Date()): string {
  return dayOf(now, timeZone) ?? now.toISOString().slice(0, 10);
}

/** Lists take the day of the first shop, as the server does. */
export function todayOf(shops: readonly Shop[], now = new Date()): string {
  return todayIn(zoneOf(shops), now);
}

export function zoneOf(shops: readonly Shop[]): string {
  return shops[0]?.timeZone ?? 'UTC';
}

/** The day on which something was ended, there; '' when it was not. */
export function endDayOf({ endTime }: { endTime?: Timestamp | undefined }, timeZone: string): string {
  return endTime ? todayIn(timeZone, timestampDate(endTime)) : '';
}

/** The day on which a moment falls there; undefined for a time zone that is unknown here. */
export function dayOf(moment: Date, timeZone: string): string | undefined {
  try {
    // Sweden writes dates as the API does.
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment);
  } catch {
    return undefined;
  }
}

/** How many days lie between two days; negative when the second one is the earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_LENGTH);
}
