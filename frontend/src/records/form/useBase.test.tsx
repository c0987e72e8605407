import { create } from '@bufbuild/protobuf';
import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import { CustomerSchema, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { useBase } from './useBase';

function customer(phone: string, amount: string, etag: string) {
  return create(CustomerSchema, { name: 'Acme', phone, creditLimit: { amount, currency: 'PLN' }, etag });
}

/** A form of the name and the limit. */
function messageOf({ name, creditLimit }: Customer) {
  return { name, ...(creditLimit && { creditLimit }) };
}

test.each([
  ['a newer version takes its place while the form would begin with the same', customer('456', '10', '2'), '2'],
  ['somebody else’s change to a field of the form does not, nor one inside a compound value', customer('123', '20', '2'), '1'],
])('%s', (_, newer, etag) => {
  const opened = customer('123', '10', '1');
  const { result, rerender } = renderHook(({ record }) => useBase(CustomerSchema, record, messageOf), { initialProps: { record: opened } });
  expect(result.current.etag).toBe('1');
  rerender({ record: newer });
  expect(result.current.etag).toBe(etag);
});
