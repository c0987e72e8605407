import { expect, test } from 'vitest';
import { AddressSchema } from '@/gen/kartoteka/v1/address_pb';
import { CreateCustomerRequestSchema } from '@/gen/kartoteka/v1/customer_service_pb';
import { CustomerSchema, type CustomerKind } from '@/gen/kartoteka/v1/customer_pb';
import { findViolations, reasonOfRule } from './violations';

test.each([
  ['required', 'REQUIRED'],
  ['string.min_len', 'REQUIRED'],
  ['repeated.min_items', 'REQUIRED'],
  ['string.max_len', 'TOO_LONG'],
  ['repeated.max_items', 'TOO_LONG'],
  ['string.email', 'EMAIL_INVALID'],
  ['string.uuid', 'ID_INVALID'],
  ['string.uuid_empty', 'REQUIRED'],
  ['string.in', 'VALUE_UNKNOWN'],
  ['enum.defined_only', 'VALUE_UNKNOWN'],
  ['int32.gte_lte', 'OUT_OF_RANGE'],
  ['int64.lt', 'OUT_OF_RANGE'],
  ['string.pattern', 'FORMAT_INVALID'],
  ['string.len', 'FORMAT_INVALID'],
])('rule %s means %s', (rule, reason) => {
  expect(reasonOfRule(rule)).toBe(reason);
});

test('values that keep the rules have no violations', async () => {
  expect(await findViolations(AddressSchema, { street: 'Piotrkowska 1', country: 'PL' })).toEqual([]);
});

test('violations name the field, deep inside lists too', async () => {
  const found = await findViolations(CreateCustomerRequestSchema, {
    customer: {
      name: 'x'.repeat(251),
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- a number that no kind has is the point
      kind: 99 as number as CustomerKind,
      paymentTermsDays: 366,
    },
    addresses: [{}, { postalCode: '9'.repeat(21) }],
  });
  expect(found.map(({ path, reason }) => [path, reason])).toEqual([
    ['customer.kind', 'VALUE_UNKNOWN'],
    ['customer.name', 'TOO_LONG'],
    ['customer.paymentTermsDays', 'OUT_OF_RANGE'],
    ['addresses.1.postalCode', 'TOO_LONG'],
  ]);
});

test('a field that may stay empty is not checked while it is', async () => {
  expect(await findViolations(CustomerSchema, { accountManagerId: '' })).toEqual([]);
  expect(await findViolations(CustomerSchema, { accountManagerId: 'x' })).toMatchObject([{ path: 'accountManagerId', reason: 'ID_INVALID' }]);
});
