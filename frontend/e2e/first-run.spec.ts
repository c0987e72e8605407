import { anonymous, expect, settled, signIn, test } from './fixtures';
import { startProgram } from './program';

test.use({ storageState: anonymous });

test('the link that the first start prints makes the owner, who can sign in from then on', async ({ page }) => {
  const program = await startProgram('--log-level', 'warn');
  try {
    const link = /https?:\/\/\S+\/setup\S*/.exec(program.greeting)?.[0] ?? '';
    const owner = { email: 'first@owner.example', password: 'a long enough passphrase' };
    await page.goto(link);
    await page.getByLabel('Your name').fill('First Owner');
    await page.getByLabel('E-mail').fill(owner.email);
    await page.locator('input[type=password]').fill(owner.password);
    await page.getByRole('button', { name: 'Create the owner and sign in' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Customers');
    await settled(page);

    await page.getByRole('button', { name: /Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await signIn(page, owner);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Customers');

  } finally {
    await program.stop();
  }
});
