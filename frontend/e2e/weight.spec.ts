import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import { anonymous, expect, signIn, test } from './fixtures';

const KIB = 1024;

/** The scripts that the browser fetches from now on, compressed as the server sends them. */
async function weigh(page: Page) {
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response);
  });
  // What is fetched in idle moments, for the pages that may come next, is not the weight of this one.
  await page.addInitScript('window.requestIdleCallback = () => 0');
  return {
    names: () => scripts.map((script) => script.url()),
    kibibytes: async () => {
      const bodies = await Promise.all(scripts.map((script) => script.body()));
      return bodies.reduce((bytes, body) => bytes + gzipSync(body).length, 0) / KIB;
    },
  };
}

test.describe('outside', () => {
  test.use({ storageState: anonymous });

  test('somebody signs in without what checks the forms of the desk', async ({ page }) => {
    const scripts = await weigh(page);
    await page.goto('/sign-in');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    expect(await scripts.kibibytes()).toBeLessThan(230);
    await signIn(page);
    await expect(page).toHaveURL(/\/customers/);
    expect(scripts.names().filter((name) => name.includes('/validator-'))).toEqual([]);
  });
});

test('the list of customers is light', async ({ page }) => {
  const scripts = await weigh(page);
  await page.goto('/customers');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Account/ })).toBeVisible();
  expect(await scripts.kibibytes()).toBeLessThan(300);
});
