import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { CustomerSchema } from '@/gen/kartoteka/v1/customer_pb';
import { isSameIn } from './useBase';

function customer(phone = '123', amount = '10', etag = '1') {
  return create(CustomerSchema, { name: 'Acme', phone, creditLimit: { amount, currency: 'PLN' }, etag });
}

const before = customer();

describe('isSameIn', () => {
  it('does not mind changes outside the fields of the form', () => {
    const after = customer('456', '10', '2');
    expect(isSameIn(['name', 'creditLimit'], before, after)).toBe(true);
  });

  it('sees a change of a field of the form', () => {
    const after = customer('456', '10', '2');
    expect(isSameIn(['name', 'phone'], before, after)).toBe(false);
  });

  it('looks into compound values', () => {
    const after = customer('123', '20');
    expect(isSameIn(['creditLimit'], before, after)).toBe(false);
  });
});
