import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './axe';
import { addCustomer, call, field, section, unique, type MadeCustomer } from './customers';
import { connectErp } from './erp';
import { expect, settled, test } from './fixtures';
import { explain, makeGroup, pushProduct, type MadeProduct } from './pricing';

/** Asks "Why this price?" on the page of the customer. */
async function askWhy(page: Page, product: MadeProduct, quantity: string) {
  const why = section(page, 'Why this price?');
  await why.getByRole('combobox', { name: 'Product, line 1' }).fill(product.sku);
  await page.getByRole('option', { name: new RegExp(product.sku) }).click();
  await field(why, 'Quantity, line 1').fill(quantity);
  return why.getByRole('article', { name: product.name });
}

/** Grants a discount behind the page's back. */
async function grant(page: Page, discount: object): Promise<{ id: string }> {
  const response = await call(page, 'DiscountService/CreateDiscount', { discount });
  // The answer of our own API, whose shape is known.
  return ((await response.json()) as { discount: { id: string } }).discount;
}

async function memberOf(page: Page, groupId: string): Promise<MadeCustomer> {
  const customer = await addCustomer(page);
  await call(page, 'GroupService/AddMembers', { groupId, customerIds: [customer.id] });
  return customer;
}

test('a discount of a group is granted with its effect in sight, explains the price, and ends', async ({ page }) => {
  const group = await makeGroup(page);
  const customer = await memberOf(page, group.id);
  const product = await pushProduct(page);
  const name = unique('Winter');

  await page.goto(`/groups/${group.id}`);
  await section(page, 'Discounts').getByRole('link', { name: 'Add discount' }).click();
  await field(page, 'Name').fill(name);
  await page.getByRole('radiogroup', { name: 'Applies to' }).getByText('Product', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Product' }).fill(product.sku);
  await page.getByRole('option', { name: new RegExp(product.sku) }).click();
  await field(page, 'Percentage').fill('12.5');
  await field(page, 'From quantity').fill('10');
  const effect = section(page, 'What it does');
  await expect(effect).toContainText('1 customer');
  await expect(effect).toContainText('1 product');
  await expect(effect.getByRole('row', { name: product.sku })).toContainText('87.5');
  await page.getByRole('button', { name: 'Grant discount' }).click();

  await expect(page).toHaveURL(new RegExp(`/groups/${group.id}`));
  await expect(section(page, 'Discounts').getByRole('link', { name })).toBeVisible();
  await page.goto(`/customers/${customer.id}`);
  await expect(section(page, 'Discounts').getByRole('row', { name })).toContainText(group.name);

  const answer = await askWhy(page, product, '10');
  const said = await explain(page, customer.id, product.sku, '10');
  await expect(answer).toContainText('87.50 PLN');
  for (const words of [said.lines[0]?.summary, ...(said.lines[0]?.steps.map(({ text }) => text) ?? [])]) await expect(answer).toContainText(words ?? '–');
  await field(section(page, 'Why this price?'), 'Quantity, line 1').fill('9');
  await expect(answer.getByRole('list', { name: 'Does not make the price' })).toContainText(name);
  await expect(answer.locator('strong').first()).toHaveText('100.00 PLN');

  await answer.getByRole('link', { name }).first().click();
  await page.getByRole('button', { name: 'End discount' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End discount' }).click();
  await expect(page.getByText('It was ended and stays on record as it was.')).toBeVisible();
  await page.goto(`/customers/${customer.id}`);
  const after = await askWhy(page, product, '10');
  await expect(after.locator('strong').first()).toHaveText('100.00 PLN');
  await expect(section(page, 'Discounts').getByRole('link', { name })).toHaveCount(0);
});

test('two people who change a reduction are asked about it as one, whatever its kind', async ({ page }) => {
  const customer = await addCustomer(page);
  const product = await pushProduct(page);
  const discount = await grant(page, { target: { customerId: customer.id }, scope: { sku: product.sku }, percent: '5' });
  await page.goto(`/discounts/${discount.id}`);
  await page.getByRole('button', { name: 'Edit: Discount' }).click();
  await page.getByRole('radiogroup', { name: 'Reduction' }).getByText('Fixed price', { exact: true }).click();
  await field(page, 'Net price of a unit').fill('100');
  await page.getByRole('combobox', { name: 'Currency' }).fill('PLN');
  await page.getByRole('option', { name: 'PLN' }).click();
  await call(page, 'DiscountService/UpdateDiscount', { discount: { id: discount.id, percent: '7' }, updateMask: 'percent' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Changed by somebody else' });
  await expect(dialog.getByRole('row')).toHaveText([/Field/, /Reduction−5%100\sPLN−7%/]);
  await dialog.getByRole('radio', { name: 'Reduction: Theirs' }).check();
  await dialog.getByRole('button', { name: 'Save with these choices' }).click();
  await expect(section(page, 'Discount')).toContainText('−7%');
  const stored = await call(page, 'DiscountService/GetDiscount', { id: discount.id });
  expect(((await stored.json()) as { discount: object }).discount).toMatchObject({ percent: '7.00' });
});

test('the sentences are those of the server in the language of the person', async ({ page }) => {
  const customer = await addCustomer(page);
  const product = await pushProduct(page);
  await call(page, 'DiscountService/CreateDiscount', { discount: { name: 'Rabat', target: { customerId: customer.id }, scope: { sku: product.sku }, percent: '7.25' } });
  await call(page, 'SessionService/UpdatePreferences', { preferences: { language: 'pl' } });
  await page.goto(`/customers/${customer.id}`);
  const why = section(page, 'Skąd ta cena?');
  await why.getByRole('combobox', { name: 'Produkt, pozycja 1' }).fill(product.sku);
  await page.getByRole('option', { name: new RegExp(product.sku) }).click();
  const said = await explain(page, customer.id, product.sku, '1', 'pl');
  await expect(why.getByRole('article')).toContainText(said.lines[0]?.summary ?? '–');
  await expect(why.getByRole('article')).toContainText('92,75 PLN');
  await call(page, 'SessionService/UpdatePreferences', { preferences: { language: '' } });
});

test('no word and no amount among the discounts of a customer is broken', async ({ page }) => {
  const customer = await addCustomer(page);
  const product = await pushProduct(page);
  await grant(page, { target: { everyone: true }, scope: { sku: product.sku }, fixedPrice: { amount: '98765.50', currency: 'PLN' }, minQuantity: '10', validTo: '2099-12-31' });
  await page.goto(`/customers/${customer.id}`);
  const table = section(page, 'Discounts').getByRole('table', { name: 'Through groups and for everyone' });
  await expect(table).toContainText('98765.50');
  const broken = await table.evaluate((node) => {
    const range = document.createRange();
    const found: string[] = [];
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      for (const word of (text.textContent ?? '').matchAll(/[^\s-]+/g)) {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (range.getClientRects().length > 1) found.push(word[0]);
      }
    }
    return found;
  });
  expect(broken).toEqual([]);
});

test('what the ERP granted is read-only and says why', async ({ page }) => {
  const erp = await connectErp(page);
  const name = unique('Contractor');
  const [pushed] = await erp.push([{ externalId: '1', kind: 'CUSTOMER_KIND_COMPANY', name, active: true, discountPercent: '6.5' }]);
  await page.goto(`/customers/${pushed?.customerId ?? ''}`);
  const granted = section(page, 'Discounts').getByRole('table', { name: 'From the ERP' });
  await granted.getByRole('link', { name: 'Everything: −6.5%' }).click();
  await expect(page.getByText('It comes from the ERP; change it there.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Edit|End)/ })).toHaveCount(0);
});

test('two discounts of equal rank are found, and one is ended from the list', async ({ page }) => {
  const group = await makeGroup(page);
  const product = await pushProduct(page);
  const [first, second] = [unique('First'), unique('Second')];
  for (const name of [first, second]) {
    await call(page, 'DiscountService/CreateDiscount', { discount: { name, target: { groupId: group.id }, scope: { sku: product.sku }, percent: name === first ? '5' : '6' } });
  }
  await page.goto('/discounts?tab=findings&kind=overlaps');
  const overlaps = section(page, 'Overlaps');
  await expect(overlaps.getByRole('row', { name: first }).first()).toContainText(`Open “${second}”`);
  await overlaps.getByRole('button', { name: `End: ${first}` }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'End discount' }).click();
  await expect(page.getByRole('row', { name: second })).toHaveCount(0);
  await expect(page.locator('h1:focus, h2:focus')).toBeVisible();
  await page.goto(`/discounts?group=${group.id}&state=ended`);
  await expect(page.getByRole('link', { name: first })).toBeVisible();
  await expect(page.getByRole('link', { name: second })).toHaveCount(0);
});

test('a coupon is made, found and ended', async ({ page }) => {
  const code = unique('HELLO').replaceAll(' ', '-').toUpperCase();
  await page.goto('/discounts?tab=coupons');
  await page.getByRole('button', { name: 'New coupon' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New coupon' });
  await field(dialog, 'Code').fill(code);
  await field(dialog, 'Percentage').fill('10');
  await field(dialog, 'Uses in all').fill('3');
  await dialog.getByRole('button', { name: 'Create coupon' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(code);
  await expect(section(page, 'Coupon')).toContainText('0 of 3');
  await expect(section(page, 'Redemptions')).toContainText('Nobody has used it yet.');

  await page.goto(`/discounts?tab=coupons&coupon=${code.toLowerCase()}`);
  await page.getByRole('link', { name: code }).click();
  await page.getByRole('button', { name: 'End coupon' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End coupon' }).click();
  await expect(page.getByText('It was ended and stays on record as it was.')).toBeVisible();
});

test('a shop says which discounts count, and how far they go', async ({ page }) => {
  const name = unique('Shop');
  await call(page, 'ShopService/CreateShop', { shop: { code: name.replaceAll(' ', '-'), name, country: 'PL', language: 'pl', currency: 'PLN', timeZone: 'Europe/Warsaw' } });
  await page.goto('/settings');
  await page.getByRole('button', { name: `Edit: ${name}` }).click();
  await page.getByRole('radio', { name: 'Added together' }).check();
  await field(page, 'Floor').fill('70');
  const saved = page.waitForRequest(/UpdateShop/);
  await page.getByRole('button', { name: 'Save' }).click();
  await saved;
  await expect(page.getByText('Shop saved')).toBeVisible();
  const response = await call(page, 'ShopService/ListShops', {});
  const { shops } = (await response.json()) as { shops: { name: string; pricing: object }[] };
  expect(shops.find((shop) => shop.name === name)?.pricing).toMatchObject({ erpDiscountsOff: false, shopDiscounts: 'SHOP_DISCOUNTS_SUM', floorPercent: '70.00' });
});

for (const path of ['/discounts', '/discounts?tab=calendar', '/discounts?tab=findings', '/discounts?tab=coupons', '/discounts/new']) {
  test(`${path} is accessible in light and dark, and reflows at 320 pixels`, async ({ page }) => {
    await page.goto(path);
    await settled(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(page);
  });
}

test('a price that is explained is accessible, and fits a phone', async ({ page }) => {
  const customer = await addCustomer(page);
  const product = await pushProduct(page);
  await call(page, 'DiscountService/CreateDiscount', { discount: { target: { customerId: customer.id }, scope: { everything: true }, percent: '5' } });
  await page.goto(`/customers/${customer.id}`);
  await expect(await askWhy(page, product, '2')).toContainText('95.00 PLN');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});
