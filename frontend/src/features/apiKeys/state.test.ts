import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import { ApiKeySchema } from '@/gen/kartoteka/v1/api_key_service_pb';
import { keyState } from './state';

const now = new Date('2026-11-21T12:00:00Z');
const past = timestampFromDate(new Date('2026-11-21T12:00:00Z'));
const future = timestampFromDate(new Date('2026-11-21T12:00:01Z'));

test('a key without an end is active', () => {
  expect(keyState(create(ApiKeySchema), now)).toBe('active');
});

test('a key is active until the moment of its expiry', () => {
  expect(keyState(create(ApiKeySchema, { expireTime: future }), now)).toBe('active');
  expect(keyState(create(ApiKeySchema, { expireTime: past }), now)).toBe('expired');
});

test('a revoked key is revoked, expired or not', () => {
  expect(keyState(create(ApiKeySchema, { revokeTime: past, expireTime: past }), now)).toBe('revoked');
  expect(keyState(create(ApiKeySchema, { revokeTime: past, expireTime: future }), now)).toBe('revoked');
});
