import { expect, test } from 'vitest';
import { ApiKeySchema, ApiKeyScopeSchema } from '@/gen/kartoteka/v1/api_key_service_pb';
import { BlockSourceSchema, CustomerSchema, TaxStatus, TaxStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import { FieldOwnerSchema } from '@/gen/kartoteka/v1/ownership_pb';
import { ShopDiscountsSchema, ShopSchema } from '@/gen/kartoteka/v1/shop_service_pb';
import { SourceSystemSchema } from '@/gen/kartoteka/v1/source_system_service_pb';
import { enumAt, numberOf } from './codes';

test.each([
  ['a field', CustomerSchema, 'taxStatus', TaxStatusSchema],
  ['each of several', ApiKeySchema, 'scopes', ApiKeyScopeSchema],
  ['a field of a message', ShopSchema, 'pricing.shopDiscounts', ShopDiscountsSchema],
  ['a field of each of several messages', CustomerSchema, 'blocks.source', BlockSourceSchema],
  ['a field of the message that has a key', SourceSystemSchema, 'ownership.taxId.domestic', FieldOwnerSchema],
  ['nothing', CustomerSchema, 'nonsense', undefined],
])('codes at a path are of an enum: %s', (_, schema, path, desc) => {
  expect(enumAt(schema, path.split('.'))).toBe(desc);
});

test('a code is the name of a value in small letters', () => {
  expect(numberOf(TaxStatusSchema, 'intra_eu')).toBe(TaxStatus.INTRA_EU);
  expect(numberOf(TaxStatusSchema, 'martian')).toBeUndefined();
});
