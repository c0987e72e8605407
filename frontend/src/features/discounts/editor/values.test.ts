import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { DiscountSchema } from '@/gen/kartoteka/v1/discount_pb';
import { discountMessage, discountValues, isPreviewable, newDiscount, problemsIn } from './values';

const group = '01890000-0000-7000-8000-0000000000a1';
const customer = '01890000-0000-7000-8000-0000000000c1';

const some: MessageInitShape<typeof DiscountSchema> = {
  name: 'Saws in winter',
  target: { target: { case: 'groupId', value: group } },
  scope: { scope: { case: 'category', value: { names: ['Tools', 'Saws'] } } },
  reduction: { case: 'percent', value: '12.5' },
  minQuantity: '10',
  priority: 5,
  validFrom: '2026-11-01',
  validTo: '2026-11-30',
};

describe('the values of a discount', () => {
  it.each<[string, MessageInitShape<typeof DiscountSchema>]>([
    ['of a group on a category by percent', some],
    ['of a customer on a product at a price', { ...some, target: { target: { case: 'customerId', value: customer } }, scope: { scope: { case: 'sku', value: 'SAW-5' } }, reduction: { case: 'fixedPrice', value: { amount: '89', currency: 'PLN' } } }],
    ['of everyone on everything, at any quantity', { ...some, target: { target: { case: 'everyone', value: true } }, scope: { scope: { case: 'everything', value: true } }, minQuantity: '0' }],
    ['on a brand', { ...some, scope: { scope: { case: 'brand', value: 'Bosch' } } }],
  ])('are sent as they came: %s', (_, fields) => {
    const discount = create(DiscountSchema, fields);
    expect(create(DiscountSchema, discountMessage(discountValues(discount, 'PLN')))).toEqual(discount);
  });

  it('are asked for whatever is missing at once, each at the input that is on the screen', () => {
    const empty = newDiscount({}, 'PLN');
    const target = { path: 'target', reason: 'TARGET_REQUIRED' };
    expect(problemsIn(empty)).toEqual([target, { path: 'percent', reason: 'AMOUNT_REQUIRED' }]);
    expect(problemsIn({ ...empty, scopeKind: 'brand', reductionKind: 'fixedPrice', percent: '5' })).toEqual([
      target,
      { path: 'scope', reason: 'SCOPE_REQUIRED' },
      { path: 'fixedPrice.amount', reason: 'AMOUNT_REQUIRED' },
    ]);
    expect(problemsIn({ ...newDiscount({ group }, 'PLN'), percent: '5' })).toEqual([]);
  });

  it('begin with what the address says', () => {
    expect(newDiscount({ customer }, 'PLN')).toMatchObject({ targetKind: 'customer', target: { customerId: customer } });
    expect(newDiscount({ group, sku: 'SAW-5' }, 'PLN')).toMatchObject({ targetKind: 'group', target: { groupId: group }, scopeKind: 'sku', scope: { sku: 'SAW-5' } });
  });

  it('are previewed as soon as somebody, something and an amount are chosen', () => {
    const values = newDiscount({ group }, 'PLN');
    expect(isPreviewable(values)).toBe(false);
    expect(isPreviewable({ ...values, percent: '5' })).toBe(true);
    expect(isPreviewable({ ...values, percent: '5', scopeKind: 'sku' })).toBe(false);
    expect(isPreviewable({ ...values, percent: '5', targetKind: 'customer' })).toBe(false);
    expect(isPreviewable({ ...values, percent: '5', reductionKind: 'fixedPrice' })).toBe(false);
  });
});
