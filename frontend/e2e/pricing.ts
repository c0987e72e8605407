import type { Page } from '@playwright/test';
import { call, unique } from './customers';
import { callWithKey } from './erp';
import { expect } from './fixtures';

export interface MadeProduct {
  sku: string;
  name: string;
}

/** Pushes a product as the shop does, with a key that may write. Its base price is 100 PLN. */
export async function pushProduct(page: Page, fields: object = {}): Promise<MadeProduct> {
  const made = await call(page, 'ApiKeyService/CreateApiKey', { apiKey: { name: unique('Shop'), scopes: ['API_KEY_SCOPE_WRITE'] } });
  // The answers of our own API, whose shapes are known.
  const { secret } = (await made.json()) as { secret: string };
  const address = new URL((await page.request.get('/')).url()).origin;
  const name = unique('Saw');
  const sku = name.replaceAll(' ', '-');
  const product = { sku, name, category: ['Tools', 'Saws'], brand: 'Bosch', basePrice: { amount: '100', currency: 'PLN' }, taxRate: '23', ...fields };
  const { status, text } = await callWithKey(address, secret, 'ProductService/PushProducts', { products: [product] });
  expect(status, text).toBe(200);
  expect(text).toContain('OUTCOME_CREATED');
  return { sku, name };
}

export async function makeGroup(page: Page): Promise<{ id: string; name: string }> {
  const response = await call(page, 'GroupService/CreateGroup', { group: { name: unique('Group') } });
  const { group } = (await response.json()) as { group: { id: string; name: string } };
  return group;
}

/** The answer of the same question by the API, in a language. */
export async function explain(page: Page, customerId: string, sku: string, quantity: string, language = 'en') {
  const shops = await call(page, 'ShopService/ListShops', {});
  const { shops: [shop] } = (await shops.json()) as { shops: { id: string }[] };
  const response = await call(page, 'PricingService/Explain', { language, quote: { shopId: shop?.id, customerId, lines: [{ sku, quantity }] } });
  return (await response.json()) as {
    quote: { lines: { unitPrice: string; lineTotal: { amount: string } }[] };
    lines: { summary: string; steps: { text: string }[]; winners: { text: string }[]; losers: { text: string }[] }[];
  };
}
