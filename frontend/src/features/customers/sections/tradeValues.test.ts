import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { maskOfChanges } from '@/forms';
import { CustomerSchema, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { tradeMessage, tradeValues, type TradeValues } from './tradeValues';

function maskAfter(customer: Customer, change: Partial<TradeValues>): string[] {
  const before = tradeValues(customer, 'PLN');
  return maskOfChanges(CustomerSchema, create(CustomerSchema, tradeMessage(before)), create(CustomerSchema, tradeMessage({ ...before, ...change }))).paths;
}

describe('trade terms', () => {
  it('keep "not agreed" apart from zero days', () => {
    const none = create(CustomerSchema, {});
    expect(tradeMessage(tradeValues(none, 'PLN'))).not.toHaveProperty('paymentTermsDays');
    expect(tradeMessage({ ...tradeValues(none, 'PLN'), paymentTermsDays: 0 })).toHaveProperty('paymentTermsDays', 0);
    expect(maskAfter(none, { paymentTermsDays: 0 })).toEqual(['payment_terms_days']);
  });

  it('keep no limit apart from a limit of zero', () => {
    const limited = create(CustomerSchema, { creditLimit: { amount: '100', currency: 'EUR' } });
    expect(maskAfter(limited, { creditLimit: { amount: '', currency: 'EUR' } })).toEqual(['credit_limit']);
    expect(tradeMessage({ ...tradeValues(limited, 'PLN'), creditLimit: { amount: '0', currency: 'EUR' } })).toHaveProperty('creditLimit.amount', '0');
  });

  it('offer the currency of the customer before that of the shop', () => {
    expect(tradeValues(create(CustomerSchema, { currency: 'CZK' }), 'PLN').creditLimit.currency).toBe('CZK');
    expect(tradeValues(create(CustomerSchema, {}), 'PLN').creditLimit.currency).toBe('PLN');
  });

  it('change nothing when nothing was typed', () => {
    const customer = create(CustomerSchema, { priceLevel: 'B', paymentTermsDays: 14, creditLimit: { amount: '5', currency: 'EUR' }, paymentMethods: ['cod'] });
    expect(maskAfter(customer, {})).toEqual([]);
  });
});
