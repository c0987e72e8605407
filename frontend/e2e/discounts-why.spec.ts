import { addCustomer, call, field, section, unique } from './customers';
import { expect, test } from './fixtures';
import { pushProduct } from './pricing';

test('what was asked is asked again after Back: from a discount of the answer, and after a discount was granted on it', async ({ page }) => {
  const customer = await addCustomer(page);
  const product = await pushProduct(page);
  const name = unique('Loyal');
  await call(page, 'DiscountService/CreateDiscount', { discount: { name, target: { customerId: customer.id }, scope: { sku: product.sku }, percent: '5' } });
  await page.goto(`/customers/${customer.id}?line=12+${product.sku}`);
  const why = section(page, 'Why this price?');
  const answer = why.getByRole('article', { name: product.name });
  await field(why, 'Quantity, line 1').fill('13');
  await expect(page).toHaveURL(new RegExp(`line=13\\+${product.sku}`));

  await answer.getByRole('link', { name }).first().click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.goBack();
  await expect(answer).toContainText('95.00 PLN');
  await expect(field(why, 'Quantity, line 1')).toHaveValue('13');

  await answer.getByRole('link', { name: 'Grant a discount on it' }).click();
  await field(page, 'Percentage').fill('20');
  await field(page, 'Priority').fill('1');
  await page.getByRole('button', { name: 'Grant discount' }).click();
  await expect(page).toHaveURL(/#discounts$/);
  await page.goBack();
  await expect(answer).toContainText('80.00 PLN');
  await expect(field(why, 'Quantity, line 1')).toHaveValue('13');
});

test('the calendar keeps the filters of its address', async ({ page }) => {
  const product = await pushProduct(page);
  const [here, elsewhere] = [unique('Here'), unique('Elsewhere')];
  await call(page, 'DiscountService/CreateDiscount', { discount: { name: here, target: { everyone: true }, scope: { sku: product.sku }, percent: '5' } });
  await call(page, 'DiscountService/CreateDiscount', { discount: { name: elsewhere, target: { everyone: true }, scope: { brand: unique('Brand') }, percent: '5' } });
  await page.goto(`/discounts?sku=${product.sku}&tab=calendar`);
  await expect(page.getByRole('link', { name: here })).toBeVisible();
  await expect(page.getByRole('link', { name: elsewhere })).toHaveCount(0);
  await page.getByRole('button', { name: /^Remove filter: Product/ }).click();
  await expect(page.getByRole('link', { name: elsewhere })).toBeVisible();
});
