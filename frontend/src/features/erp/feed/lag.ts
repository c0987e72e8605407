import type { Timestamp } from '@bufbuild/protobuf/wkt';
import type { FeedConsumer } from '@/gen/kartoteka/v1/source_system_service_pb';

/** How far behind the slowest reader of the feed is. */
export interface FeedLag {
  backlog: bigint;
  /** When the oldest change was made that it has not read; absent when it is up to date. */
  oldestTime: Timestamp | undefined;
}

/** Nothing for a source whose changes nobody reads. */
export function lagOf(consumers: readonly FeedConsumer[]): FeedLag | undefined {
  const slowest = consumers.reduce<FeedConsumer | undefined>((most, next) => (most && most.backlog >= next.backlog ? most : next), undefined);
  return slowest && { backlog: slowest.backlog, oldestTime: slowest.oldestTime };
}
