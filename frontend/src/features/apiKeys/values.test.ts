import { create } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import { ApiKeySchema, ApiKeyScope } from '@/gen/kartoteka/v1/api_key_service_pb';
import { dayText, endOfDay, keyMessage, newKey } from './values';

const values = { ...newKey(''), name: ' Night job ', scopes: ['2', '3'] };

test('a key made for a source may sync, and nothing else', () => {
  expect(keyMessage({ ...newKey('optima-1'), name: 'Optima' })).toEqual({ name: 'Optima', scopes: [ApiKeyScope.SYNC], sourceSystem: 'optima-1' });
});

test('the source is forgotten when the key is not for sync', () => {
  expect(keyMessage({ ...values, sourceSystem: 'optima-1' })).toEqual({
    name: 'Night job',
    scopes: [ApiKeyScope.READ, ApiKeyScope.WRITE],
    sourceSystem: '',
  });
});

test('the day of expiry is the last day on which the key works', () => {
  const { expireTime } = create(ApiKeySchema, keyMessage({ ...values, expireTime: '2027-01-31' }));
  expect(expireTime && timestampDate(expireTime)).toEqual(new Date(2027, 0, 31, 23, 59, 59));
});

test('no day means no expiry, and half a date is none', () => {
  expect(keyMessage(values)).not.toHaveProperty('expireTime');
  expect(endOfDay('2027-13-40')).toBeUndefined();
});

test('days are written as date inputs want them', () => {
  expect(dayText(new Date(2027, 2, 5, 23, 30))).toBe('2027-03-05');
});
