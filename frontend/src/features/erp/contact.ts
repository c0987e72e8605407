import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt';

/** An ERP that syncs at night calls once a day; one that has missed a day needs a look. */
const SILENT_AFTER = 24 * 60 * 60 * 1000;

export type Contact = 'never' | 'silent' | 'recent';

export function contactOf({ lastContactTime }: { lastContactTime?: Timestamp | undefined }, now = new Date()): Contact {
  if (!lastContactTime) return 'never';
  return now.getTime() - timestampDate(lastContactTime).getTime() > SILENT_AFTER ? 'silent' : 'recent';
}
