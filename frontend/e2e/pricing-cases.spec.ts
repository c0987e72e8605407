import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { call, field, section, unique } from './customers';
import { callWithKey, connectErp, type Erp } from './erp';
import { expect, test } from './fixtures';

interface Words {
  en: string;
}

interface Case {
  title: string;
  shop: { currency: string; timeZone: string; pricing: object };
  groups?: { name: string; sortOrder: number; joined?: boolean }[];
  products: { sku: string; brand?: string; category?: string[] }[];
  discounts: { origin: 'shop' | 'erp'; target: string; ended?: boolean; discount: { scope: { sku?: string; brand?: string; category?: { names: string[] }; everything?: boolean } } }[];
  asOf: string;
  lines: { sku: string; quantity: string }[];
  expect: { lines: { unitPrice: string; lineTotal: string; winners?: string[]; losers?: { name: string; text: Words }[]; summary: Words; steps: { en: string[] } }[] };
}

// What is worked by hand in docs/pricing.md; the file is ours.
const cases = JSON.parse(readFileSync(new URL('../../docs/pricing-cases.json', import.meta.url), 'utf8')) as Case[];

/** The database is shared: what is for everyone on everything would meddle with other cases. Those are shown in Answer.test.tsx. */
function standsAlone({ discounts }: Case): boolean {
  return discounts.every(({ target, discount }) => target !== 'everyone' || discount.scope.everything !== true);
}

interface Registry {
  shop: string;
  customerId: string;
  skus: Map<string, string>;
}

/** Makes the registry of a case; products, brands and categories get names that no other case has. */
async function prepare(page: Page, { shop, groups = [], products, discounts }: Case): Promise<Registry> {
  const mark = unique('').trim();
  const own = (text: string) => `${text}-${mark}`;
  const shopName = own('Case');
  await call(page, 'ShopService/CreateShop', { shop: { code: shopName, name: shopName, country: 'PL', language: 'pl', ...shop } });
  const erp = await connectErp(page);
  const [contractor] = await erp.push([{ externalId: 'K-1', name: own('Kawiarnia'), kind: 'CUSTOMER_KIND_COMPANY' }]);
  const customerId = contractor?.customerId ?? '';
  const targets = new Map<string, object>([
    ['customer', { customerId }],
    ['everyone', { everyone: true }],
  ]);
  for (const { name, sortOrder, joined } of groups) {
    const made = await call(page, 'GroupService/CreateGroup', { group: { name: own(name), sortOrder } });
    const { group } = (await made.json()) as { group: { id: string } };
    targets.set(name, { groupId: group.id });
    if (joined) await call(page, 'GroupService/AddMembers', { groupId: group.id, customerIds: [customerId] });
  }
  await pushProducts(page, products.map((product) => ({ ...product, sku: own(product.sku), brand: own(product.brand ?? ''), category: product.category?.map(own) ?? [] })));
  for (const [index, granted] of discounts.entries()) await grant(page, erp, targets, own, granted, index);
  return { shop: shopName, customerId, skus: new Map(products.map(({ sku }) => [sku, own(sku)])) };
}

async function pushProducts(page: Page, products: object[]): Promise<void> {
  const made = await call(page, 'ApiKeyService/CreateApiKey', { apiKey: { name: unique('Shop'), scopes: ['API_KEY_SCOPE_WRITE'] } });
  const { secret } = (await made.json()) as { secret: string };
  const { status, text } = await callWithKey(new URL(page.url()).origin, secret, 'ProductService/PushProducts', { products });
  expect(status, text).toBe(200);
}

async function grant(page: Page, erp: Erp, targets: Map<string, object>, own: (text: string) => string, granted: Case['discounts'][number], index: number): Promise<void> {
  const { sku, brand, category } = granted.discount.scope;
  const scope = sku ? { sku: own(sku) } : brand ? { brand: own(brand) } : category ? { category: { names: category.names.map(own) } } : { everything: true };
  const discount = { ...granted.discount, scope };
  if (granted.origin === 'erp') {
    const target = granted.target === 'customer' ? { contractor: 'K-1' } : granted.target === 'everyone' ? { everyone: true } : { group: own(granted.target) };
    const { status, text } = await erp.callService('DiscountService/PushDiscounts', { discounts: [{ ...discount, ...target, externalId: `R-${index}` }] });
    expect(text, String(status)).toContain('OUTCOME_CREATED');
    return;
  }
  const made = await call(page, 'DiscountService/CreateDiscount', { discount: { ...discount, target: targets.get(granted.target) } });
  const { discount: saved } = (await made.json()) as { discount: { id: string } };
  if (granted.ended) await call(page, 'DiscountService/EndDiscount', { id: saved.id });
}

/** What a clock in Warsaw shows, as the input takes it. */
function localTime(moment: string, timeZone: string): string {
  return new Date(moment).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T').slice(0, 16);
}

for (const worked of cases.filter(standsAlone)) {
  test(`worked by hand: ${worked.title}`, async ({ page }) => {
    await page.goto('/customers');
    const { shop, customerId, skus } = await prepare(page, worked);
    await page.goto(`/customers/${customerId}`);
    const why = section(page, 'Why this price?');
    await why.getByRole('combobox', { name: 'Shop' }).selectOption({ label: shop });
    await why.getByLabel('Date and time').fill(localTime(worked.asOf, worked.shop.timeZone));
    for (const [index, { sku, quantity }] of worked.lines.entries()) {
      if (index > 0) await why.getByRole('button', { name: 'Add a product' }).click();
      await why.getByRole('combobox', { name: `Product, line ${index + 1}` }).fill(skus.get(sku) ?? '');
      await page.getByRole('option', { name: new RegExp(skus.get(sku) ?? '') }).click();
      await field(why, `Quantity, line ${index + 1}`).fill(quantity);
    }
    await expect(why.getByRole('article')).toHaveCount(worked.lines.length);
    for (const [index, line] of worked.expect.lines.entries()) {
      const article = why.getByRole('article').nth(index);
      await expect(article).toContainText(line.summary.en);
      await expect(article.locator('strong').first()).toHaveText(`${line.unitPrice} ${worked.shop.currency}`);
      await expect(article).toContainText(`= ${line.lineTotal} ${worked.shop.currency} net`);
      for (const step of line.steps.en) await expect(article.getByRole('table')).toContainText(step);
      for (const name of line.winners ?? []) await expect(article.getByRole('list', { name: 'Makes the price' })).toContainText(name);
      for (const { name, text } of line.losers ?? []) {
        await expect(article.getByRole('list', { name: 'Does not make the price' })).toContainText(name);
        await expect(article).toContainText(text.en.split('{ended}')[0] ?? '');
      }
    }
  });
}
