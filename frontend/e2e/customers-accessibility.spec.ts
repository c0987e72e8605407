import { expectAccessible, expectNoSidewaysScroll } from './axe';
import { addCustomer, emailOf, field, section, unique } from './customers';
import { expect, settled, test } from './fixtures';

test('the list with its filters open is accessible', async ({ page }) => {
  await page.goto('/customers?attention=yes&country=PL');
  await settled(page);
  await page.getByRole('button', { name: 'More filters' }).click();
  await expect(page.getByRole('checkbox', { name: 'Private person' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Groups' }).click();
  await expect(page.getByRole('checkbox').first()).toBeVisible();
  await expectAccessible(page);
});

test('a customer is accessible while it is read and while every section is edited', async ({ page }) => {
  await page.goto('/customers?status=blocked_by_erp');
  await settled(page);
  await page.getByRole('grid').getByRole('link').first().click();
  await settled(page);
  await expectAccessible(page);
  for (const name of ['Customer data', 'Tax', 'Trade terms', 'Manager and shops']) {
    await page.getByRole('button', { name: `Edit: ${name}` }).click();
    await expect(section(page, name).getByRole('button', { name: 'Save' })).toBeVisible();
  }
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);
});

test('its dialogs are accessible', async ({ page }) => {
  const customer = await addCustomer(page);
  await page.goto(`/customers/${customer.id}`);
  await settled(page);
  await page.getByRole('button', { name: 'Add address' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Block sign-in/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Delete the customer/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
});

test('every step of the wizard is accessible, errors included, and reflows', async ({ page }) => {
  const name = unique('Firma');
  await page.goto('/customers/new');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(field(page, 'E-mail')).toHaveAccessibleDescription(/Enter an e-mail/);
  await expectAccessible(page);
  await field(page, 'E-mail').fill(emailOf(name));
  await page.getByRole('button', { name: 'Continue' }).click();
  await field(page, 'Tax ID').fill('CZ25123891');
  await expectAccessible(page);
  await field(page, 'Tax ID').fill('');
  await field(page, 'Name').fill(name);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Add a shipping address' }).click();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});
