import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test';

/** The staff member of the demonstration data. */
export const owner = { email: 'owner@demo.example', password: 'kartoteka-demo' };

export const anonymous = { cookies: [], origins: [] };

type StorageState = Exclude<BrowserContextOptions['storageState'], string | undefined>;

interface WorkerFixtures {
  /** The server of this worker. */
  address: string;
  staffState: StorageState;
}

/**
 * Every test starts signed in; `test.use({ storageState: anonymous })` starts outside. A test fails when the page threw,
 * or when the content policy had to stop something.
 */
export const test = base.extend<object, WorkerFixtures>({
  address: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
    ({}, use, workerInfo) => use(process.env['KARTOTEKA_E2E_URLS']?.split(' ')[workerInfo.parallelIndex] ?? ''),
    { scope: 'worker' },
  ],

  baseURL: ({ address }, use) => use(address),

  staffState: [
    async ({ browser, address }, use, workerInfo) => {
      const page = await browser.newPage({ ...workerInfo.project.use, baseURL: address, storageState: anonymous });
      await page.goto('/sign-in');
      await signIn(page);
      await expect(page).toHaveURL(/\/customers/);
      const state = await page.context().storageState();
      await page.close();
      await use(state);
    },
    { scope: 'worker' },
  ],

  storageState: ({ staffState }, use) => use(staffState),

  page: async ({ page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) faults.push(message.text());
    });
    await use(page);
    expect(faults).toEqual([]);
  },
});

export { expect };

export async function signIn(page: Page, { email, password } = owner): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Waits until the page has its heading and nothing on it is loading any more. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}
