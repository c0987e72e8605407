import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { CustomerSchema, TaxStatus } from '@/gen/kartoteka/v1/customer_pb';
import { maskOfChanges } from './mask';

const before = {
  name: 'Żółw i Gęś',
  firstName: 'Jan',
  paymentTermsDays: 14,
  creditLimit: { amount: '100.00', currency: 'PLN' },
  paymentMethods: ['transfer'],
} satisfies MessageInitShape<typeof CustomerSchema>;

function pathsAfter(change: MessageInitShape<typeof CustomerSchema>): string[] {
  const after = { ...before, ...change } as MessageInitShape<typeof CustomerSchema>;
  return maskOfChanges(CustomerSchema, create(CustomerSchema, before), create(CustomerSchema, after)).paths;
}

test('nothing changed, nothing in the mask', () => {
  expect(pathsAfter({})).toEqual([]);
});

test('the mask names the changed fields as protobuf does', () => {
  expect(pathsAfter({ firstName: 'Anna', taxStatus: TaxStatus.INTRA_EU })).toEqual(['first_name', 'tax_status']);
});

test('clearing is a change: a text, a number, a message, a list', () => {
  expect(pathsAfter({ name: '', paymentTermsDays: undefined, creditLimit: undefined, paymentMethods: [] })).toEqual([
    'name',
    'payment_terms_days',
    'credit_limit',
    'payment_methods',
  ]);
});

test('zero is not the same as absent', () => {
  expect(pathsAfter({ paymentTermsDays: 0 })).toEqual(['payment_terms_days']);
});

test('a change inside a message names the message', () => {
  expect(pathsAfter({ creditLimit: { amount: '100.01', currency: 'PLN' } })).toEqual(['credit_limit']);
});
