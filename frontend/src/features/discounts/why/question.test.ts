import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import { ShopSchema } from '@/gen/kartoteka/v1/shop_service_pb';
import { failureOfCoupon, failuresOfLine, firstQuestion, isSaidInForm, quoteOf } from './question';

const shops = [create(ShopSchema, { id: 'pl', timeZone: 'Europe/Warsaw' }), create(ShopSchema, { id: 'gr', timeZone: 'Europe/Athens' })];
const lines = [
  { key: 0, sku: 'SAW-5', quantity: '5' },
  { key: 1, sku: '', quantity: '1' },
  { key: 2, sku: 'SAW-5', quantity: '6' },
];

test('lines with a product are asked about, the same product twice too, in the first shop and now', () => {
  expect(quoteOf({ ...firstQuestion, lines }, 'c', shops)).toEqual({
    shopId: 'pl',
    customerId: 'c',
    lines: [
      { sku: 'SAW-5', quantity: '5' },
      { sku: 'SAW-5', quantity: '6' },
    ],
  });
});

test('a moment is what the clocks of the shop show', () => {
  const asOf = timestampFromDate(new Date('2026-05-03T10:00:00Z'));
  expect(quoteOf({ ...firstQuestion, lines, shopId: 'pl', moment: '2026-05-03T12:00' }, 'c', shops)).toMatchObject({ asOf });
  expect(quoteOf({ ...firstQuestion, lines, shopId: 'gr', moment: '2026-05-03T13:00' }, 'c', shops)).toMatchObject({ shopId: 'gr', asOf });
});

test('a coupon is asked with when there is one, without the blanks around it', () => {
  expect(quoteOf({ ...firstQuestion, lines, couponCode: ' WELCOME-10 ' }, 'c', shops)).toMatchObject({ couponCode: 'WELCOME-10' });
  expect(quoteOf({ ...firstQuestion, lines, couponCode: '  ' }, 'c', shops)).not.toHaveProperty('couponCode');
});

test('nothing is asked before a product is chosen', () => {
  expect(quoteOf(firstQuestion, 'c', shops)).toBeUndefined();
});

test('a refusal names the line, whatever it stands in', () => {
  const failure = (path: string) => ({ path, reason: 'QUANTITY_INVALID', text: '' });
  const failures = [failure('quote.lines.0.quantity'), failure('lines.1.sku'), failure('lines.10.sku')];
  expect(failuresOfLine(failures, 0)).toEqual([failures[0]]);
  expect(failuresOfLine(failures, 1)).toEqual([failures[1]]);
});

test('a refusal of the coupon is told from that of a line, and what has no field from both', () => {
  const coupon = { path: 'couponCode', reason: 'COUPON_EXPIRED', text: '' };
  const line = { path: 'quote.lines.0.sku', reason: 'SKU_UNKNOWN', text: '' };
  const shop = { path: 'shopId', reason: 'INVALID', text: '' };
  expect(failureOfCoupon([line, coupon])).toBe(coupon);
  expect(failureOfCoupon([line, shop])).toBeUndefined();
  expect(isSaidInForm([line, coupon])).toBe(true);
  expect(isSaidInForm([line, coupon, shop])).toBe(false);
  expect(isSaidInForm([])).toBe(false);
});
