import type { Browser, BrowserContext, Page } from '@playwright/test';
import { call, emailOf, unique } from './customers';
import { anonymous, expect, signIn } from './fixtures';

export interface Colleague {
  name: string;
  email: string;
  password: string;
}

type Role = 'OWNER' | 'MANAGER' | 'SUPPORT' | 'VIEWER';

/** Adds a staff member past the screen; the password is the temporary one. */
export async function hire(page: Page, role: Role): Promise<Colleague> {
  const name = unique('Colleague');
  const email = emailOf(name);
  const response = await call(page, 'StaffService/CreateStaff', { staff: { name, email, role: `STAFF_ROLE_${role}` } });
  // The answer of our own API, whose shape is known.
  const { temporaryPassword } = (await response.json()) as { temporaryPassword: string };
  return { name, email, password: temporaryPassword };
}

/** The first sign-in of a colleague, who must choose a password before anything else. */
export async function firstSignIn(browser: Browser, colleague: Colleague): Promise<{ context: BrowserContext; page: Page; password: string }> {
  const context = await browser.newContext({ storageState: anonymous });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await signIn(page, colleague);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change password');
  const password = unique('a long passphrase');
  await page.getByLabel('Current password').fill(colleague.password);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Customers');
  return { context, page, password };
}
