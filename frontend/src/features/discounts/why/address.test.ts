import { expect, test } from 'vitest';
import { parseSearch, readState, stringifySearch, writeState } from '@/table/url';
import { askedOf, params, questionOf } from './address';
import { firstQuestion } from './question';

const read = (search: string) => questionOf(readState(params, parseSearch(search)));

test('a question comes back from its address, the same product twice too', () => {
  const question = {
    lines: [
      { key: 0, sku: 'SAW-5', quantity: '10' },
      { key: 1, sku: 'SAW 5/ż&', quantity: '2.5' },
      { key: 2, sku: 'SAW-5', quantity: '10' },
    ],
    shopId: '01890000-0000-7000-8000-000000000001',
    moment: '2026-05-03T12:00',
    couponCode: 'WELCOME-10',
  };
  expect(read(stringifySearch(writeState(params, askedOf(question), {})))).toEqual(question);
});

test('nothing is kept of an empty question, and lines without a product are not kept', () => {
  expect(writeState(params, askedOf(firstQuestion), {})).toEqual({});
  expect(read('')).toEqual(firstQuestion);
});

test('what is no part of a question is left out', () => {
  expect(read('?line=SAW-5&line=%20&line=many%20SAW-5&at=yesterday&shop=mine')).toEqual(firstQuestion);
  expect(read(`?line=1%20${'x'.repeat(101)}&coupon=${'x'.repeat(60)}`)).toEqual({ ...firstQuestion, couponCode: 'x'.repeat(50) });
  expect(read(`?${'line=1+SAW-5&'.repeat(30)}`).lines).toHaveLength(20);
});
