import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { AddressSchema, type Address } from '@/gen/kartoteka/v1/address_pb';
import { MoneySchema } from '@/gen/kartoteka/v1/customer_pb';
import { DiscountSchema, type Discount } from '@/gen/kartoteka/v1/discount_pb';
import { findConflicts } from './conflict';

const base = create(AddressSchema, { street: 'A 1', city: 'Łódź', phone: '1' });
const { street, city, phone } = AddressSchema.field;

function conflicts(mine: Partial<Address>, theirs: Partial<Address>): string[] {
  const [ours, others] = [create(AddressSchema, { ...base, ...mine }), create(AddressSchema, { ...base, ...theirs })];
  return findConflicts(AddressSchema, base, ours, others, [street, city, phone]).map(({ localName }) => localName);
}

test('only fields that both changed, and differently, are asked about', () => {
  expect(conflicts({ street: 'B 2', city: 'Praha' }, { street: 'C 3', phone: '2' })).toEqual(['street']);
});

test('the same change on both sides is no conflict', () => {
  expect(conflicts({ street: 'B 2' }, { street: 'B 2' })).toEqual([]);
});

test('clearing against changing is one', () => {
  expect(conflicts({ city: '' }, { city: 'Praha' })).toEqual(['city']);
});

test('fields that were not asked about are left out', () => {
  expect(findConflicts(AddressSchema, base, create(AddressSchema, { city: 'a' }), create(AddressSchema, { city: 'b' }), [street])).toEqual([]);
});

test.each<[string, Discount['reduction'], Discount['reduction'], string[]]>([
  ['another field of it against another value', fixedPrice('100'), percent('7'), ['reduction']],
  ['another value against another field of it', percent('7'), fixedPrice('100'), ['reduction']],
  ['the same on both sides', fixedPrice('100'), fixedPrice('100'), []],
  ['a change on one side only', fixedPrice('100'), percent('5'), []],
])('a oneof is one member: %s', (_, mine, theirs, expected) => {
  const [before, ours, others] = [create(DiscountSchema, { reduction: percent('5') }), create(DiscountSchema, { reduction: mine }), create(DiscountSchema, { reduction: theirs })];
  expect(findConflicts(DiscountSchema, before, ours, others, DiscountSchema.members).map(({ localName }) => localName)).toEqual(expected);
});

function percent(value: string): Discount['reduction'] {
  return { case: 'percent', value };
}

function fixedPrice(amount: string): Discount['reduction'] {
  return { case: 'fixedPrice', value: create(MoneySchema, { amount, currency: 'PLN' }) };
}
