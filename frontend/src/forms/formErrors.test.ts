import { expect, test } from 'vitest';
import type { Failure } from '@/rpc/errors';
import { formFailure, sortViolations } from './formErrors';

const values = { email: '', addresses: [{ country: '' }] };
const failure: Failure = { kind: 'invalid', reason: 'INVALID_FIELDS', text: '', fields: [], metadata: {}, requestId: 'r' };
const violation = (path: string, reason = 'REQUIRED') => ({ path, reason, text: '' });

test('violations of the form lose the prefix, others are kept for the alert', () => {
  const sorted = sortViolations([violation('customer.email'), violation('customer.addresses.0.country'), violation('customer.name')], values, 'customer');
  expect(sorted.fields.map((field) => field.path)).toEqual(['email', 'addresses.0.country']);
  expect(sorted.elsewhere.map((field) => field.path)).toEqual(['customer.name']);
});

test('the first violation of a field wins', () => {
  const sorted = sortViolations([violation('email', 'REQUIRED'), violation('email', 'EMAIL_INVALID')], values, '');
  expect(sorted.fields.map((field) => field.reason)).toEqual(['REQUIRED']);
});

test('nothing is left to say once every field has its message', () => {
  expect(formFailure(failure, { fields: [violation('email')], elsewhere: [] })).toBeUndefined();
});

test('a failure without fields, or with foreign ones, is shown above the form', () => {
  expect(formFailure(failure, { fields: [], elsewhere: [] })).toEqual(failure);
  expect(formFailure(failure, { fields: [violation('email')], elsewhere: [violation('x')] })?.fields).toEqual([violation('x')]);
});

test('a call that the person cancelled is no failure', () => {
  expect(formFailure({ ...failure, kind: 'cancelled' }, { fields: [], elsewhere: [] })).toBeUndefined();
});
