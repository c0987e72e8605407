import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import { FeedConsumerSchema } from '@/gen/kartoteka/v1/source_system_service_pb';
import { lagOf } from './lag';

test('the slowest reader tells how far behind the feed is', () => {
  const oldestTime = timestampFromMs(1_000);
  const consumers = [
    create(FeedConsumerSchema, { name: 'night', backlog: 3n, oldestTime: timestampFromMs(5_000) }),
    create(FeedConsumerSchema, { name: 'stock', backlog: 40n, oldestTime }),
    create(FeedConsumerSchema, { name: 'mail', backlog: 0n }),
  ];
  expect(lagOf(consumers)).toEqual({ backlog: 40n, oldestTime });
});

test('whoever has read everything is behind by nothing', () => {
  expect(lagOf([create(FeedConsumerSchema, { name: 'night' })])).toEqual({ backlog: 0n, oldestTime: undefined });
});

test('without a reader there is no lag to tell', () => {
  expect(lagOf([])).toBeUndefined();
});
