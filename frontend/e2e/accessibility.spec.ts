import { expectAccessible, expectNoSidewaysScroll } from './axe';
import { expect, settled, test } from './fixtures';

const pages = ['/customers', '/customers/new', '/groups', '/erp', '/access', '/settings', '/nowhere'];

/** Lists whose first row leads to a page of its own. */
const lists = ['/customers', '/groups', '/erp'];

for (const path of pages) {
  test(`${path} is accessible in light and dark, and reflows at 320 pixels`, async ({ page }) => {
    await page.goto(path);
    await settled(page);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(page);
  });
}

for (const path of lists) {
  test(`the first page below ${path} is accessible in light and dark`, async ({ page }) => {
    await page.goto(path);
    await settled(page);
    await page.getByRole('main').locator(`a[href^="${path}/"]:not([href$="/new"])`).first().click();
    await expect(page).toHaveURL(new RegExp(`${path}/.+`));
    await settled(page);
    await expectAccessible(page);
  });
}

test('the account menu is accessible', async ({ page }) => {
  await page.goto('/customers');
  await settled(page);
  await page.getByRole('button', { name: /Your account/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectAccessible(page);
});
