import { expect, test } from 'vitest';
import { normalizePath, stripPrefix } from './path';

test.each([
  ['email', 'email'],
  ['customer.addresses[1].country', 'customer.addresses.1.country'],
  ['customer.first_name', 'customer.firstName'],
  ['labels["a b"].text', 'labels.a b.text'],
  ['contractors[0].employees[12].email', 'contractors.0.employees.12.email'],
])('%s is written %s', (written, normal) => {
  expect(normalizePath(written)).toBe(normal);
});

test('a prefix comes off only where it ends at a dot', () => {
  expect(stripPrefix('customer.email', 'customer')).toBe('email');
  expect(stripPrefix('customer', 'customer')).toBe('');
  expect(stripPrefix('customers.email', 'customer')).toBeUndefined();
  expect(stripPrefix('email', '')).toBe('email');
});
