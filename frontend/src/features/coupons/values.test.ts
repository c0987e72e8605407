import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { CouponSchema } from '@/gen/kartoteka/v1/coupon_service_pb';
import { couponMessage, couponValues, newCoupon, problemsIn } from './values';

const base = { code: 'WINTER-26', name: 'Winter', validFrom: '2026-12-01', validTo: '2026-12-31', customerId: '' };

test.each([
  ['by percent, as often as one likes', { ...base, reduction: { case: 'percent', value: '10' } as const }],
  ['by amount, once', { ...base, maxUses: 1, reduction: { case: 'amount', value: { amount: '20', currency: 'PLN' } } as const }],
])('a coupon that nobody changed is sent as it was: %s', (_, fields) => {
  const coupon = create(CouponSchema, fields);
  expect(create(CouponSchema, couponMessage(couponValues(coupon, 'PLN')))).toEqual(coupon);
});

test('no limit is not a limit of none', () => {
  expect(couponMessage(newCoupon('', 'PLN'))).not.toHaveProperty('maxUses');
});

test('whatever is missing is asked for at once, each at the input that is on the screen', () => {
  const empty = newCoupon('', 'PLN');
  expect(problemsIn(empty)).toEqual([
    { path: 'code', reason: 'REQUIRED' },
    { path: 'percent', reason: 'AMOUNT_REQUIRED' },
  ]);
  expect(problemsIn({ ...empty, code: 'X-1', kind: 'amount', percent: '5' })).toEqual([{ path: 'amount.amount', reason: 'AMOUNT_REQUIRED' }]);
  expect(problemsIn({ ...empty, code: 'X-1', percent: '5' })).toEqual([]);
});
