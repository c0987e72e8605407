import { expect, test } from 'vitest';
import { AddressSchema } from '@/gen/kartoteka/v1/address_pb';
import { ContractorEmployeeSchema, ContractorSchema } from '@/gen/kartoteka/v1/contractor_pb';
import texts from '../texts/en.json';

/** What the server gives an address, the ERP never sends. */
const ownOfTheServer = ['id', 'customerId', 'origin', 'sourceSystem', 'createTime', 'updateTime', 'etag'];

test('every field that a contractor can be rejected for has a name for people', () => {
  const fields = [ContractorSchema, AddressSchema, ContractorEmployeeSchema].flatMap((message) => message.fields.map(({ jsonName }) => jsonName));
  const nameless = fields.filter((name) => !(name in texts.contractor) && !ownOfTheServer.includes(name));
  expect(nameless).toEqual([]);
});
