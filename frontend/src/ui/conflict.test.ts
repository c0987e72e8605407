import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { AddressSchema, type Address } from '@/gen/kartoteka/v1/address_pb';
import { findConflicts } from './conflict';

const base = create(AddressSchema, { street: 'A 1', city: 'Łódź', phone: '1' });
const fields = ['street', 'city', 'phone'];

function conflicts(mine: Partial<Address>, theirs: Partial<Address>): string[] {
  return findConflicts(AddressSchema, base, create(AddressSchema, { ...base, ...mine }), create(AddressSchema, { ...base, ...theirs }), fields);
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
  expect(findConflicts(AddressSchema, base, create(AddressSchema, { city: 'a' }), create(AddressSchema, { city: 'b' }), ['street'])).toEqual([]);
});
