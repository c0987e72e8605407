import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import { CouponSchema } from '@/gen/kartoteka/v1/coupon_service_pb';
import { couponState, type CouponState } from './couponState';

const ended = timestampFromDate(new Date('2026-11-01T10:00:00Z'));

test.each<[string, MessageInitShape<typeof CouponSchema>, CouponState]>([
  ['without limits it can be used', { uses: 5 }, 'usable'],
  ['with a use left it can be used', { uses: 4, maxUses: 5 }, 'usable'],
  ['with no use left it is used up', { uses: 5, maxUses: 5 }, 'usedUp'],
  ['before its first day it is yet to come', { validFrom: '2026-12-01' }, 'upcoming'],
  ['after its last day it is over, however many uses are left', { uses: 5, maxUses: 5, validTo: '2026-11-21' }, 'expired'],
  ['an end comes before everything', { validTo: '2026-11-21', endTime: ended }, 'ended'],
])('%s', (_, fields, state) => {
  expect(couponState(create(CouponSchema, fields), '2026-11-22')).toBe(state);
});
