import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { expect, test } from 'vitest';
import { BadRequestSchema, ErrorInfoSchema } from '@/gen/google/rpc/error_details_pb';
import { isRetryable, toFailure } from './errors';

function refusal(code: Code, reason: string, fields: { field: string; reason: string; description: string }[] = []): ConnectError {
  return new ConnectError('a sentence', code, { 'X-Request-Id': 'r-1' }, [
    { desc: ErrorInfoSchema, value: create(ErrorInfoSchema, { reason, domain: 'kartoteka', metadata: { count: '3' } }) },
    { desc: BadRequestSchema, value: create(BadRequestSchema, { fieldViolations: fields }) },
  ]);
}

test('a refusal keeps its reason, metadata and request id', () => {
  expect(toFailure(refusal(Code.FailedPrecondition, 'GROUP_IN_USE'))).toEqual({
    kind: 'precondition',
    reason: 'GROUP_IN_USE',
    text: 'a sentence',
    fields: [],
    metadata: { count: '3' },
    requestId: 'r-1',
  });
});

test('paths of fields are written the way forms write them', () => {
  const failure = toFailure(
    refusal(Code.InvalidArgument, 'INVALID_FIELDS', [
      { field: 'customer.addresses[1].postal_code', reason: 'TOO_LONG', description: 'too long' },
      { field: 'customer.email', reason: 'EMAIL_TAKEN', description: 'taken' },
    ]),
  );
  expect(failure.fields.map((field) => [field.path, field.reason])).toEqual([
    ['customer.addresses.1.postalCode', 'TOO_LONG'],
    ['customer.email', 'EMAIL_TAKEN'],
  ]);
});

test.each([
  [Code.InvalidArgument, 'invalid'],
  [Code.NotFound, 'not_found'],
  [Code.AlreadyExists, 'exists'],
  [Code.Aborted, 'conflict'],
  [Code.Unauthenticated, 'unauthenticated'],
  [Code.PermissionDenied, 'denied'],
  [Code.ResourceExhausted, 'throttled'],
  [Code.Unavailable, 'unavailable'],
  [Code.Canceled, 'cancelled'],
  [Code.Internal, 'internal'],
  [Code.DataLoss, 'internal'],
] as const)('code %s reads as %s', (code, kind) => {
  expect(toFailure(new ConnectError('x', code)).kind).toBe(kind);
});

test('a browser without network is unavailable, and so may be tried again', () => {
  const offline = new TypeError('Failed to fetch');
  expect(toFailure(offline)).toMatchObject({ kind: 'unavailable', reason: 'UNAVAILABLE' });
  expect(isRetryable(ConnectError.from(offline))).toBe(true);
  expect(isRetryable(new ConnectError('x', Code.InvalidArgument))).toBe(false);
});

test('a failure without an explanation still has a reason to translate', () => {
  expect(toFailure(new Error('boom')).reason).toBe('INTERNAL');
  expect(toFailure(new ConnectError('no', Code.PermissionDenied)).reason).toBe('PERMISSION_DENIED');
});
