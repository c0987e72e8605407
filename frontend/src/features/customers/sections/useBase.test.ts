import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { CustomerSchema } from '@/gen/kartoteka/v1/customer_pb';
import { isSameIn } from './useBase';

const before = create(CustomerSchema, { name: 'Acme', phone: '123', creditLimit: { amount: '10', currency: 'PLN' }, etag: '1' });

describe('isSameIn', () => {
  it('does not mind changes outside the fields of the form', () => {
    const after = create(CustomerSchema, { ...before, phone: '456', etag: '2' });
    expect(isSameIn(['name', 'creditLimit'], before, after)).toBe(true);
  });

  it('sees a change of a field of the form', () => {
    const after = create(CustomerSchema, { ...before, phone: '456', etag: '2' });
    expect(isSameIn(['name', 'phone'], before, after)).toBe(false);
  });

  it('looks into compound values', () => {
    const after = create(CustomerSchema, { ...before, creditLimit: { amount: '20', currency: 'PLN' } });
    expect(isSameIn(['creditLimit'], before, after)).toBe(false);
  });
});
