import { expectAccessible, expectNoSidewaysScroll } from './axe';
import { call, field, section, unique } from './customers';
import { expect, settled, signIn, test } from './fixtures';
import { firstSignIn, hire } from './staff';

test('a shop is added like the first one, and edited', async ({ page }) => {
  const name = unique('Obchod');
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Add a shop' }).click();
  await field(page, 'Name').fill(name);
  await field(page, 'Code').fill(name.replaceAll(' ', '-'));
  await field(page, 'Domain').fill('https://Obchod.example/kosik');
  await page.getByRole('combobox', { name: 'Country' }).fill('czech');
  await page.getByRole('option', { name: /Czech/ }).click();
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Prague');
  await page.getByRole('option', { name: /Europe\/Prague/ }).click();
  await page.getByRole('button', { name: 'Add shop' }).click();
  const row = section(page, 'Shops').getByRole('row').filter({ hasText: name });
  for (const text of ['obchod.example', 'Czech', 'Europe/Prague']) await expect(row).toContainText(text);

  await page.getByRole('button', { name: `Edit: ${name}` }).click();
  await page.getByRole('switch', { name: /^Staff accept new accounts/ }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('Yes');
});

test('a code in use is refused on its field', async ({ page }) => {
  await page.goto('/settings');
  const response = await call(page, 'ShopService/ListShops', {});
  const { shops } = (await response.json()) as { shops: { code: string }[] };
  await page.getByRole('button', { name: 'Add a shop' }).click();
  await field(page, 'Name').fill('Second');
  await field(page, 'Code').fill(shops[0]?.code ?? '');
  await page.getByRole('button', { name: 'Add shop' }).click();
  await expect(field(page, 'Code')).toHaveAccessibleDescription(/Another shop has this code/);
});

test('my language, my colours and my password are mine to change', async ({ page, browser }) => {
  const hired = await hire(page, 'MANAGER');
  const mine = await firstSignIn(browser, hired);
  await mine.page.goto('/settings');
  await settled(mine.page);

  const saved = mine.page.waitForResponse(/UpdatePreferences/);
  await mine.page.getByText('Dark', { exact: true }).click();
  await saved;
  await expect(mine.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  const savedAgain = mine.page.waitForResponse(/UpdatePreferences/);
  await mine.page.getByRole('combobox', { name: 'Language' }).click();
  await mine.page.getByRole('option', { name: 'Čeština' }).click();
  await savedAgain;
  await expect(mine.page.getByRole('heading', { level: 1 })).toHaveText('Nastavení');
  await mine.page.evaluate(() => localStorage.clear());
  await mine.page.reload();
  await expect(mine.page.getByRole('heading', { level: 1 })).toHaveText('Nastavení');
  await expect(mine.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');

  await mine.page.getByRole('combobox', { name: 'Jazyk' }).click();
  await mine.page.getByRole('option', { name: 'English' }).click();
  await mine.page.getByRole('button', { name: 'Change password' }).click();
  const dialog = mine.page.getByRole('dialog', { name: 'Change password' });
  await dialog.getByLabel('Current password').fill(mine.password);
  await dialog.getByLabel('New password').fill('short');
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await expect(dialog.getByLabel('New password')).toHaveAccessibleDescription(/at least 10 characters/);
  const password = unique('quite another passphrase');
  await dialog.getByLabel('New password').fill(password);
  await dialog.getByRole('button', { name: 'Change password' }).click();
  await expect(mine.page.getByText('Password changed')).toBeVisible();

  await mine.context.clearCookies();
  await mine.page.goto('/sign-in');
  await signIn(mine.page, { email: hired.email, password });
  await expect(mine.page).toHaveURL(/\/customers/);
  await mine.context.close();
});

test('a supporter sees the shops and reads who changes them', async ({ page, browser }) => {
  const supporter = await firstSignIn(browser, await hire(page, 'SUPPORT'));
  await supporter.page.goto('/settings');
  await expect(supporter.page.getByText('Owners and managers can change shops')).toBeVisible();
  await expect(supporter.page.getByRole('button', { name: /Add a shop|Edit/ })).toHaveCount(0);
  await supporter.context.close();
});

test('the page and its dialogs are accessible and fit a phone', async ({ page }) => {
  await page.goto('/settings');
  await settled(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add a shop' }).click();
  await expectAccessible(page);
  await page.getByRole('combobox', { name: 'Time zone' }).click();
  await expect(page.getByRole('option').first()).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});
