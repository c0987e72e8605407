import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { FieldOwner, FieldOwnershipSchema } from '@/gen/kartoteka/v1/ownership_pb';
import en from '../texts/en.json';
import { changedFields, isFixed } from './ownership';

const { ERP, SHOP, SHARED } = FieldOwner;
const row = (field: string, domestic: FieldOwner, intraEu = domestic, extraEu = domestic) =>
  create(FieldOwnershipSchema, { field, domestic, intraEu, extraEu });

test('only the fields with another owner are told, whatever the region', () => {
  const before = [row('name', SHARED), row('taxId', ERP), row('note', SHOP)];
  const after = [row('name', SHARED), row('taxId', ERP, ERP, SHARED), row('note', SHARED)];
  expect(changedFields(before, after).map(({ field }) => field)).toEqual(['taxId', 'note']);
  expect(changedFields(before, before)).toEqual([]);
});

test('the fields whose owner stands have words that say why', () => {
  const words = Object.keys(en.ownership.fixed);
  expect(words).toEqual(['erpDiscountPercent', 'shopIds']);
  expect(words.every((field) => isFixed({ field }))).toBe(true);
  expect(isFixed({ field: 'name' })).toBe(false);
});
