import { expectAccessible, expectNoSidewaysScroll } from './axe';
import { anonymous, expect, owner, settled, signIn, test } from './fixtures';

test.describe('outside', () => {
  test.use({ storageState: anonymous });

  test('whoever is not signed in signs in first and lands on the page asked for', async ({ page }) => {
    await page.goto('/groups');
    await expect(page).toHaveURL(/\/sign-in/);
    await signIn(page);
    await expect(page).toHaveURL(/\/groups$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Groups');
  });

  test('a wrong password is refused in words, and the form stays', async ({ page }) => {
    await page.goto('/sign-in');
    await signIn(page, { email: owner.email, password: 'not the password' });
    await expect(page.getByRole('alert')).toHaveText('The e-mail or the password is wrong.');
    await expect(page.getByLabel('E-mail')).toHaveValue(owner.email);
  });

  test('an empty form names its fields and puts the focus on the first', async ({ page }) => {
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByLabel('E-mail')).toBeFocused();
    await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription('This is required.');
  });

  test('a foreign address to return to is ignored', async ({ page }) => {
    await page.goto('/sign-in?next=//evil.example/');
    await signIn(page);
    await expect(page).toHaveURL(/\/customers/);
  });

  test('the sign-in page speaks four languages and is accessible', async ({ page }) => {
    await page.goto('/sign-in');
    for (const [language, title] of [
      ['Polski', 'Logowanie'],
      ['Čeština', 'Přihlášení'],
      ['Ελληνικά', 'Σύνδεση'],
      ['English', 'Sign in'],
    ] as const) {
      await page.getByRole('button', { name: language }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    }
    await expectAccessible(page);
  });

  test('the set-up page says what it needs', async ({ page }) => {
    await page.goto('/setup');
    await expect(page.getByRole('alert')).toContainText('one-time link');
    await page.goto('/setup#token=of-nobody');
    await page.reload();
    await expect(page.getByLabel('Your name')).toBeVisible();
    await expect(page).toHaveURL(/\/setup$/);
    await expectAccessible(page);
  });
});

test('language and appearance change without a reload and stay for the next visit', async ({ page }) => {
  await page.goto('/customers');
  await settled(page);
  await page.getByRole('button', { name: /Your account/ }).click();
  await page.getByRole('menuitemradio', { name: 'Polski' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Klienci');
  const saved = page.waitForResponse(/UpdatePreferences/);
  await page.getByRole('menuitemradio', { name: 'Ciemny' }).click();
  await saved;
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Klienci');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');

  await page.getByRole('button', { name: /Twoje konto/ }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  const restored = page.waitForResponse(/UpdatePreferences/);
  await page.getByRole('menuitemradio', { name: 'Like the system' }).click();
  await restored;
});

test('a session that ends under an open page is taken up again where it was', async ({ page, context }) => {
  await page.goto('/customers');
  await settled(page);
  await context.clearCookies();
  await page.getByRole('searchbox').fill('kowalski');
  const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel('E-mail')).toHaveValue(owner.email);
  await dialog.getByLabel('Password', { exact: true }).fill(owner.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('searchbox')).toHaveValue('kowalski');
  await expect(page).toHaveURL(/q=kowalski/);
});

test('the first Tab offers to skip the menu', async ({ page }) => {
  await page.goto('/customers');
  await settled(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('an unknown address has a page of its own', async ({ page }) => {
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
  await page.getByRole('link', { name: 'Customers' }).last().click();
  await expect(page).toHaveURL(/\/customers/);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the menu waits in a drawer and nothing scrolls sideways', async ({ page }) => {
    await page.goto('/customers');
    await settled(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Groups' }).click();
    await expect(page).toHaveURL(/\/groups$/);
    await expect(page.getByRole('dialog')).toBeHidden();
    await expectNoSidewaysScroll(page);
  });
});

test.describe('leaving', () => {
  test.use({ storageState: anonymous });

  test('signing out ends the session, and Back does not bring it back', async ({ page }) => {
    await page.goto('/sign-in');
    await signIn(page);
    await settled(page);
    await page.getByRole('button', { name: /Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  });
});
