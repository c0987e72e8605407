import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { AddressSchema, AddressType } from '@/gen/kartoteka/v1/address_pb';
import { addressLines, addressMessage, addressValues, emptyAddress } from './address';

describe('an address', () => {
  it('reads like a label on a parcel, without empty lines', () => {
    const address = create(AddressSchema, { recipient: 'Jan Kowalski', street: 'Długa 1', postalCode: '00-238', city: 'Warszawa' });
    expect(addressLines(address)).toEqual(['Jan Kowalski', 'Długa 1', '00-238 Warszawa']);
  });

  it('comes out of a form as it went in', () => {
    const address = create(AddressSchema, { type: AddressType.BILLING, isDefault: true, company: 'Acme', country: 'PL', pickupPoint: 'WAW01' });
    expect(create(AddressSchema, addressMessage(addressValues(address)))).toEqual(address);
  });

  it('sends nothing that a form carries for itself', () => {
    const values = { ...emptyAddress, key: 'client side' };
    expect(addressMessage(values)).not.toHaveProperty('key');
  });
});
