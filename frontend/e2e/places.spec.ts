import type { Page } from '@playwright/test';
import { expect, settled, test } from './fixtures';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1366, height: 600 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
];

/** The address of a demonstration customer with groups, discounts, addresses and a history. */
async function richCustomer(page: Page): Promise<string> {
  await page.goto('/customers?status=blocked_by_erp');
  await settled(page);
  const href = await page.getByRole('main').locator('a[href^="/customers/"]:not([href$="/new"])').first().getAttribute('href');
  return href ?? '';
}

/** The window itself never scrolls: whatever is longer than it scrolls inside the shell. */
async function expectShellStays(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight);
  expect(excess, page.url()).toBeLessThanOrEqual(0);
}

/** How far below the top of the page's own part of the window the section begins; 0 when the page cannot scroll any further. */
function distanceOf(page: Page, id: string): Promise<number> {
  return page.evaluate((section) => {
    const main = document.getElementById('main');
    const target = document.getElementById(section);
    if (!main || !target) return Infinity;
    const isAtEnd = main.scrollTop + main.clientHeight >= main.scrollHeight - 1;
    const distance = target.getBoundingClientRect().top - main.getBoundingClientRect().top;
    return isAtEnd && distance >= 0 && distance < main.clientHeight ? 0 : distance;
  }, id);
}

for (const viewport of sizes) {
  test.describe(`at ${viewport.width}×${viewport.height}`, () => {
    test.use({ viewport });

    test('the shell stays where it is on long pages', async ({ page }) => {
      for (const path of [await richCustomer(page), '/customers', '/discounts', '/erp', '/access', '/settings']) {
        await page.goto(path);
        await settled(page);
        await expectShellStays(page);
      }
    });

    test('a link to a section leads there, whatever is loaded later', async ({ page }) => {
      const customer = await richCustomer(page);
      // What stands above the section arrives long after the section itself.
      await page.route(/ListAddresses|ListEmployees|ListCustomerGroups|ListMemberships/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 700));
        await route.continue();
      });
      for (const id of ['employees', 'discounts', 'price', 'history']) {
        await page.goto('/settings');
        await page.goto(`${customer}#${id}`);
        await settled(page);
        const distance = await distanceOf(page, id);
        expect(distance, `#${id}`).toBeGreaterThanOrEqual(0);
        expect(distance, `#${id}`).toBeLessThanOrEqual(80);
        await expect(page.locator(`#${id}`)).toBeFocused();
        await expectShellStays(page);
      }
    });
  });
}

test('a person who scrolls on after following a link is left alone', async ({ page }) => {
  const customer = await richCustomer(page);
  await page.goto(`${customer}#history`);
  await settled(page);
  await page.mouse.move(900, 500);
  await page.mouse.wheel(0, -4000);
  const top = () => page.evaluate(() => document.getElementById('main')?.scrollTop);
  await expect.poll(top).toBe(0);
  await page.getByRole('button', { name: 'Edit: Customer data' }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeInViewport();
});

for (const viewport of [sizes[0], sizes[3]]) {
  test.describe(`a reload of a list at ${viewport?.width ?? 0} px`, () => {
    test.use({ viewport });

    /** The list scrolls in a box of its own. */
    const scrollTo = (page: Page, top: number) =>
      page.evaluate((y) => document.querySelector('[data-scroll-restoration-id="customers"]')?.scrollTo({ top: y }), top);

    const rows = (page: Page) => page.locator('[data-row-index]');

    test('shows its rows where they were, as far as they are loaded', async ({ page }) => {
      await page.goto('/customers?sort=number');
      await settled(page);
      await scrollTo(page, 600);
      await expect(rows(page).first()).not.toBeInViewport();
      const seen = await page.evaluate(() => document.querySelector('[data-scroll-restoration-id="customers"]')?.scrollTop);
      await page.reload();
      await settled(page);
      await expect.poll(() => page.evaluate(() => document.querySelector('[data-scroll-restoration-id="customers"]')?.scrollTop)).toBe(seen);
      await expectRowsInSight(page);
    });

    test('does not load page after page by itself', async ({ page }) => {
      await page.goto('/customers?sort=number');
      await settled(page);
      for (const top of [2_000, 5_000, 50_000]) {
        await scrollTo(page, top);
        await settled(page);
      }
      await expect(rows(page).last()).toHaveAttribute('data-row-index', /^\d{3}$/);
      let pages = 0;
      page.on('request', (request) => {
        if (request.url().endsWith('CustomerService/ListCustomers')) pages += 1;
      });
      await page.reload();
      await settled(page);
      await expectRowsInSight(page);
      expect(pages).toBeLessThanOrEqual(2);
    });

    /** The middle of the list is a row, not a blank. */
    async function expectRowsInSight(page: Page): Promise<void> {
      await expect
        .poll(() =>
          page.evaluate(() => {
            const box = document.querySelector('[data-scroll-restoration-id="customers"]')?.getBoundingClientRect();
            if (!box) return false;
            const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return middle?.closest('tr[data-row-index], li[data-index]') !== null;
          }),
        )
        .toBe(true);
    }
  });
}
