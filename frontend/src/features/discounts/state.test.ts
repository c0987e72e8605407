import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import { DiscountOrigin, DiscountSchema } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountState } from '@/gen/kartoteka/v1/discount_service_pb';
import { lockOf, stateOf } from './state';

const discount = (fields: MessageInitShape<typeof DiscountSchema> = {}) => create(DiscountSchema, fields);
const ended = timestampFromDate(new Date('2026-11-01T10:00:00Z'));

test.each([
  ['without days it always counts', {}, DiscountState.ACTIVE],
  ['the first day is one on which it counts', { validFrom: '2026-11-22' }, DiscountState.ACTIVE],
  ['the last day is one on which it counts', { validTo: '2026-11-22' }, DiscountState.ACTIVE],
  ['the day before the first it is yet to come', { validFrom: '2026-11-23' }, DiscountState.UPCOMING],
  ['the day after the last it is over', { validTo: '2026-11-21' }, DiscountState.EXPIRED],
  ['an end that staff made comes before its days', { validTo: '2026-11-21', endTime: ended }, DiscountState.ENDED],
])('%s', (_, fields, state) => {
  expect(stateOf(discount(fields), '2026-11-22')).toBe(state);
});

test('what an ERP granted and what was ended is not changed here', () => {
  expect(lockOf(discount({ origin: DiscountOrigin.ERP, endTime: ended }))).toBe('erp');
  expect(lockOf(discount({ origin: DiscountOrigin.SHOP, endTime: ended }))).toBe('ended');
  expect(lockOf(discount({ origin: DiscountOrigin.SHOP }))).toBeUndefined();
});
