import { describe, expect, it } from 'vitest';
import { CustomerKind } from '@/gen/kartoteka/v1/customer_pb';
import { emptyAddress } from '../addresses/address';
import { emptyValues, type NewCustomerValues } from './draft';
import { requestOf, stepOf } from './requests';

const REQUEST_ID = '01890000-0000-7000-8000-0000000000ff';

function values(): NewCustomerValues {
  const empty = emptyValues();
  return {
    customer: { ...empty.customer, email: 'jan@example.com', name: 'Acme', taxId: '5260250274' },
    addresses: [{ ...emptyAddress, key: 'k', country: 'PL' }],
  };
}

describe('requestOf', () => {
  it('lets the server check the e-mail alone after the first step', () => {
    expect(requestOf(0, values(), REQUEST_ID)).toEqual({
      customer: { email: 'jan@example.com', kind: CustomerKind.COMPANY, name: '-' },
      validateOnly: true,
    });
  });

  it('checks the data without the addresses after the second', () => {
    const request = requestOf(1, values(), REQUEST_ID);
    expect(request).toMatchObject({ customer: { name: 'Acme', taxId: '5260250274' }, validateOnly: true });
    expect(request).not.toHaveProperty('addresses');
  });

  it('adds the customer after the last, once for one request id', () => {
    const request = requestOf(2, values(), REQUEST_ID);
    expect(request).toMatchObject({ addresses: [{ country: 'PL' }], requestId: REQUEST_ID });
    expect(request).not.toHaveProperty('validateOnly');
    expect(request.addresses?.[0]).not.toHaveProperty('key');
  });
});

describe('stepOf', () => {
  it.each([
    ['customer.email', 0],
    ['customer.kind', 0],
    ['customer.name', 1],
    ['customer.taxId', 1],
    ['addresses.1.country', 2],
    ['addresses', 2],
  ])('finds %s', (path, step) => {
    expect(stepOf(path)).toBe(step);
  });
});
