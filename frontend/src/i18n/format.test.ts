import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import { createFormat } from './format';

const now = new Date('2026-11-21T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

/** Intl separates with several kinds of space. */
function plain(text: string): string {
  return text.replace(/\s/g, ' ');
}

test('amounts keep every decimal digit, in the manner of the language', () => {
  const money = { amount: '12345678901234.56', currency: 'PLN' };
  expect(plain(createFormat('pl').money(money))).toBe('12 345 678 901 234,56 zł');
  expect(plain(createFormat('en').money(money))).toBe('PLN 12,345,678,901,234.56');
  expect(plain(createFormat('el').money({ amount: '-5', currency: 'EUR' }))).toBe('-5,00 €');
});

test('money has the decimals that the server writes', () => {
  const { money } = createFormat('en');
  expect(plain(money({ amount: '10.49', currency: 'ALL' }))).toBe('ALL 10.49');
  expect(plain(money({ amount: '10.490', currency: 'IQD' }))).toBe('IQD 10.490');
  expect(plain(money({ amount: '0.0333', currency: 'PLN' }))).toBe('PLN 0.0333');
  expect(plain(money({ amount: '1200', currency: 'JPY' }))).toBe('¥1,200');
});

test('an amount that cannot be formatted is shown as it came', () => {
  expect(createFormat('en').money({ amount: '12', currency: '?' })).toBe('12 ?');
  expect(createFormat('en').money({ amount: 'NaN', currency: 'EUR' })).toBe('NaN EUR');
  expect(createFormat('en').money(undefined)).toBe('–');
});

test('relative time takes the largest unit that fits', () => {
  const { relative } = createFormat('en');
  expect(relative(ago(20), now)).toBe('now');
  expect(relative(ago(125), now)).toBe('2 minutes ago');
  expect(relative(ago(90_000), now)).toBe('yesterday');
  expect(relative(timestampFromDate(ago(-15 * 86_400)), now)).toBe('in 2 weeks');
  expect(relative(undefined, now)).toBe('–');
});

test('codes become names, and unknown codes stay', () => {
  const format = createFormat('cs');
  expect(format.country('gr')).toBe('Řecko');
  expect(format.currency('CZK')).toBe('česká koruna');
  expect(format.language('pl')).toBe('polština');
  expect(format.country('not a code')).toBe('NOT A CODE');
  expect(format.country('')).toBe('–');
});

test('a percentage arrives as text', () => {
  expect(plain(createFormat('pl').percent('12.50'))).toBe('12,5%');
});

test('a day of the calendar is that day everywhere', () => {
  expect(createFormat('pl').day('2026-11-22')).toBe('22 lis 2026');
  expect(createFormat('en').day('')).toBe('–');
});

test('an exact price keeps its decimals and has its code, as the server writes it', () => {
  const { exactMoney, decimal } = createFormat('pl');
  expect(exactMoney({ amount: '87.53125', currency: 'PLN' })).toBe('87,53125 PLN');
  expect(exactMoney({ amount: '1020.00', currency: 'PLN' })).toBe('1020,00 PLN');
  expect(exactMoney({ amount: '90', currency: 'JPY' })).toBe('90 JPY');
  expect(exactMoney(undefined)).toBe('–');
  expect(decimal('10.5000')).toBe('10,5');
});
