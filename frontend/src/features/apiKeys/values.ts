import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { ApiKeyScope, type ApiKeySchema } from '@/gen/kartoteka/v1/api_key_service_pb';

/** What the form of a new key holds; checkboxes speak text, and so do scopes here. */
export interface KeyValues {
  name: string;
  scopes: string[];
  sourceSystem: string;
  /** A day such as "2027-01-31", the last one on which the key works here; empty for no end. */
  expireTime: string;
}

/** A key made on the page of a source is for that source's sync. */
export function newKey(source: string): KeyValues {
  return { name: '', scopes: source === '' ? [] : [String(ApiKeyScope.SYNC)], sourceSystem: source, expireTime: '' };
}

export function isForSync(scopes: readonly string[]): boolean {
  return scopes.includes(String(ApiKeyScope.SYNC));
}

/** Only a key for sync is bound to a source. */
export function keyMessage({ name, scopes, sourceSystem, expireTime }: KeyValues): MessageInitShape<typeof ApiKeySchema> {
  const message = { name: name.trim(), scopes: scopes.map(Number), sourceSystem: isForSync(scopes) ? sourceSystem : '' };
  const end = endOfDay(expireTime);
  return end ? { ...message, expireTime: timestampFromDate(end) } : message;
}

/** The last moment of a day where the person is; undefined for what is not a day. */
export function endOfDay(day: string): Date | undefined {
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) ? undefined : end;
}

/** The day that an input of type "date" is given. */
export function dayText(date: Date): string {
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
