import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { ShopDiscounts, ShopSchema } from '@/gen/kartoteka/v1/shop_service_pb';
import { domainOf, newShop, shopMessage, shopValues } from './values';

const shop = create(ShopSchema, {
  id: 'x',
  code: 'pl',
  name: 'Sklep',
  domain: 'sklep.example',
  country: 'PL',
  language: 'pl',
  currency: 'PLN',
  timeZone: 'Europe/Warsaw',
  approvalRequired: true,
  pricing: { erpDiscountsOff: true, shopDiscounts: ShopDiscounts.SUM, floorPercent: '70.5' },
  etag: '7',
});

test.each([
  ['https://Shop.Example/cart?x=1', 'shop.example'],
  [' shop.example ', 'shop.example'],
  ['http://shop.example#top', 'shop.example'],
  ['', ''],
])('"%s" is the domain "%s"', (typed, domain) => {
  expect(domainOf(typed)).toBe(domain);
});

test('a shop that nobody changed is sent as it was', () => {
  expect(create(ShopSchema, { ...shopMessage(shopValues(shop)), id: 'x', etag: '7' })).toEqual(shop);
});

test('a new shop takes country, language, currency and zone from the first one, and nothing else', () => {
  expect(newShop(shop)).toEqual({
    code: '',
    name: '',
    domain: '',
    country: 'PL',
    language: 'pl',
    currency: 'PLN',
    timeZone: 'Europe/Warsaw',
    approvalRequired: false,
    pricing: { erpDiscounts: true, shopDiscounts: ShopDiscounts.ONE, floorPercent: '' },
  });
});

test('without a floor the field is empty, and what nobody set is one discount at a time', () => {
  const plain = create(ShopSchema, { pricing: { floorPercent: '0' } });
  expect(shopValues(plain).pricing).toEqual({ erpDiscounts: true, shopDiscounts: ShopDiscounts.ONE, floorPercent: '' });
  expect(shopMessage(shopValues(plain)).pricing).toEqual({ erpDiscountsOff: false, shopDiscounts: ShopDiscounts.ONE, floorPercent: '0' });
});
