import { expectAccessible, expectNoSidewaysScroll } from './axe';
import { emailOf, field, unique } from './customers';
import { callWithKey } from './erp';
import { anonymous, expect, owner, settled, signIn, test } from './fixtures';
import { firstSignIn, hire } from './staff';

test('a new colleague signs in with the temporary password, chooses their own, and is in', async ({ page, browser }) => {
  const name = unique('Ewa');
  await page.goto('/access');
  await page.getByRole('button', { name: 'Add staff member' }).click();
  await field(page, 'Name').fill(name);
  await field(page, 'E-mail for signing in').fill(emailOf(name));
  await page.getByRole('radio', { name: /^Manager/ }).check();
  await page.getByRole('button', { name: 'Add and show the password' }).click();

  const dialog = page.getByRole('dialog', { name: 'Temporary password' });
  const password = await dialog.getByLabel('Temporary password').textContent();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('searchbox').fill(name);
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('Temporary password');

  const colleague = await firstSignIn(browser, { name, email: emailOf(name), password: password ?? '' });
  await expect(colleague.page.getByRole('button', { name: `Your account: ${name}` })).toBeVisible();
  await colleague.page.goto('/access');
  await expect(colleague.page.getByText('Only owners change staff')).toBeVisible();
  await colleague.context.close();
});

test('disabling a colleague ends their session at once', async ({ page, browser }) => {
  const hired = await hire(page, 'SUPPORT');
  const colleague = await firstSignIn(browser, hired);
  await page.goto('/access');
  await page.getByRole('searchbox').fill(hired.name);
  await page.getByRole('row').filter({ hasText: hired.name }).click();
  await page.getByRole('switch', { name: /^Disabled/ }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row').filter({ hasText: hired.name })).toContainText('Disabled');

  await colleague.page.goto('/groups');
  await expect(colleague.page).toHaveURL(/\/sign-in/);
  await signIn(colleague.page, { email: hired.email, password: colleague.password });
  await expect(colleague.page.getByRole('alert')).toBeVisible();
  await colleague.context.close();
});

test('a reset password replaces the old one', async ({ page, browser }) => {
  const hired = await hire(page, 'SUPPORT');
  await page.goto('/access');
  await page.getByRole('searchbox').fill(hired.name);
  await page.getByRole('row').filter({ hasText: hired.name }).click();
  await page.getByRole('button', { name: 'Reset password' }).click();
  await page.getByRole('button', { name: 'Make a temporary password' }).click();
  const password = await page.getByRole('dialog', { name: 'Temporary password' }).getByLabel('Temporary password').textContent();
  expect(password).not.toBe(hired.password);
  const colleague = await firstSignIn(browser, { ...hired, password: password ?? '' });
  await colleague.context.close();
});

test('the last owner stays owner, and learns how to hand over', async ({ page }) => {
  await page.goto('/access');
  await page.getByRole('row').filter({ hasText: owner.email }).click();
  await page.getByRole('radio', { name: /^Viewer/ }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit staff member' });
  await expect(dialog).toContainText('There must be at least one owner who can sign in.');
  await expect(dialog).toContainText('Give another person the role of owner first');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('row').filter({ hasText: owner.email })).toContainText('Owner');
});

test('a key is shown once, works, and stops working when it is revoked', async ({ page }) => {
  const name = unique('Reader');
  await page.goto('/access?tab=keys');
  await page.getByRole('button', { name: 'New API key' }).click();
  await field(page, 'Name').fill(name);
  await page.getByRole('checkbox', { name: /^Reading/ }).check();
  await page.getByRole('button', { name: 'Create and show the key' }).click();
  const secret = (await page.getByLabel('Your new API key').getByRole('code').textContent()) ?? '';
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  const { origin } = new URL(page.url());
  expect((await callWithKey(origin, secret, 'GroupService/ListGroups', {})).status).toBe(200);
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('Active');
  await page.getByRole('button', { name: `Revoke ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toContainText('Revoked');
  expect((await callWithKey(origin, secret, 'GroupService/ListGroups', {})).status).toBe(401);
});

test('a key for sync needs a source, and a date in the past is refused on its field', async ({ page }) => {
  await page.goto('/access?tab=keys');
  await page.getByRole('button', { name: 'New API key' }).click();
  await field(page, 'Name').fill('X');
  await page.getByRole('checkbox', { name: /^ERP sync/ }).check();
  await page.getByLabel('Expires').fill('2020-01-31');
  await page.getByRole('button', { name: 'Create and show the key' }).click();
  await expect(page.getByRole('combobox', { name: 'ERP source' })).toHaveAccessibleDescription(/Choose the ERP source that the key is for/);
  await expect(page.getByLabel('Expires')).toHaveAccessibleDescription(/must be in the future/);
});

test('both tabs and every dialog are accessible and fit a phone', async ({ page }) => {
  await page.goto('/access');
  await settled(page);
  await page.getByRole('button', { name: 'What may each role do?' }).click();
  await expect(page.getByRole('table', { name: 'What each role may do' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add staff member' }).click();
  await expectAccessible(page);
  await page.goto('/access?tab=keys');
  await settled(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'New API key' }).click();
  await page.getByRole('checkbox', { name: /^ERP sync/ }).check();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});

test.describe('outside', () => {
  test.use({ storageState: anonymous });

  test('nobody sees staff without signing in', async ({ page }) => {
    await page.goto('/access');
    await expect(page).toHaveURL(/\/sign-in/);
  });
});
