import { expectNoSidewaysScroll } from './axe';
import { addCustomer, call, unique } from './customers';
import { expect, settled, test } from './fixtures';

/** The page tries twice more before it says so. */
const AFTER_RETRIES = 20_000;

test('customers without a default employee are red and say so, one press away', async ({ page }) => {
  await page.goto('/customers');
  await settled(page);
  const view = page.getByRole('button', { name: /^No default employee/ });
  await view.click();
  await expect(page).toHaveURL(/attention=yes/);
  await expect(view).toHaveAttribute('aria-pressed', 'true');
  await settled(page);
  const rows = page.getByRole('grid').locator('tbody tr[data-row-index]');
  const count = await rows.count();
  expect(count).toBeGreaterThan(0);
  for (const row of await rows.all()) {
    await expect(row).toContainText('No default employee');
    await expect(row).toHaveAttribute('data-tone', 'danger');
  }
  await expect(page.getByText(`${count} customers`)).toBeVisible();
});

test('what the ERP has blocked says so in words', async ({ page }) => {
  await page.goto('/customers?status=blocked_by_erp');
  await settled(page);
  await expect(page.getByRole('button', { name: /^Blocked by ERP/ })).toHaveAttribute('aria-pressed', 'true');
  const rows = page.getByRole('grid').locator('tbody tr[data-row-index]');
  expect(await rows.count()).toBeGreaterThan(0);
  for (const row of await rows.all()) await expect(row).toContainText('Blocked by ERP');
});

test('filters, search and order are in the address, survive a reload, and come off as chips', async ({ page }) => {
  const word = unique('Chipowa');
  await addCustomer(page, { taxCountry: 'CZ' }, `${word} B`);
  await addCustomer(page, { taxCountry: 'CZ' }, `${word} A`);
  await addCustomer(page, { taxCountry: 'GR' }, `${word} C`);
  await page.goto('/customers');
  await settled(page);
  await page.getByRole('searchbox').fill(word);
  await page.getByRole('button', { name: 'Country' }).click();
  await page.getByRole('textbox', { name: 'Search in the list' }).fill('Czech');
  await page.getByRole('checkbox', { name: 'Czechia (CZ)' }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More filters' }).click();
  await page.getByRole('checkbox', { name: 'Company' }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await expect(page).toHaveURL(/sort=-name/);

  await page.reload();
  await settled(page);
  const names = page.getByRole('grid').getByRole('link');
  await expect(names).toHaveText([new RegExp(`${word} B`), new RegExp(`${word} A`)]);
  await expect(page.getByText('2 customers')).toBeVisible();

  const chips = page.getByRole('group', { name: 'Active filters' });
  await chips.getByRole('button', { name: 'Remove filter: Country: Czechia' }).press('Enter');
  await expect(names).toHaveCount(3);
  await chips.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).not.toHaveURL(/kind=/);
  await expect(page).toHaveURL(/sort=-name/);
  await expect(page.getByRole('searchbox')).toHaveValue(word);
});

test('groups are searched on the server, and filter the list', async ({ page }) => {
  const name = unique('Grupa');
  const made = await call(page, 'GroupService/CreateGroup', { group: { name } });
  const { group } = (await made.json()) as { group: { id: string } };
  const customer = await addCustomer(page);
  await call(page, 'GroupService/AddMembers', { groupId: group.id, customerIds: [customer.id] });
  await page.goto('/customers');
  await settled(page);
  await page.getByRole('button', { name: 'Groups' }).click();
  await page.getByRole('textbox', { name: 'Search in the list' }).fill(name);
  await page.getByRole('checkbox', { name }).check();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(new RegExp(`group=${group.id}`));
  await expect(page.getByRole('grid').getByRole('link')).toHaveText([new RegExp(customer.name)]);
  await expect(page.getByRole('button', { name: `Remove filter: Group: ${name}` })).toBeVisible();
});

test('the keyboard walks the rows, opens one, and Back returns to it', async ({ page }) => {
  await page.goto('/customers?sort=number');
  await settled(page);
  await page.keyboard.press('End');
  const last = page.locator('tr[data-row-index]:focus');
  await expect(last).toBeVisible();
  await page.keyboard.press('k');
  await page.keyboard.press('k');
  const focused = page.locator('tr[data-row-index]:focus');
  const name = await focused.getByRole('link').innerText();
  const index = await focused.getAttribute('data-row-index');
  expect(Number(index)).toBeGreaterThan(50);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}/);
  await settled(page);
  await page.goBack();
  await settled(page);
  const returned = page.locator('tr[data-row-index]:focus');
  await expect(returned).toHaveAttribute('data-row-index', String(index));
  await expect(returned.getByRole('link')).toHaveText(name);
  await expect(returned).toBeInViewport();
});

test('Back returns to the row of a list that was not scrolled, and a link to the list to none', async ({ page }) => {
  await page.goto('/customers?sort=number');
  await settled(page);
  for (const key of ['j', 'j', 'j']) await page.keyboard.press(key);
  const focused = page.locator('tr[data-row-index]:focus');
  await expect(focused).toHaveAttribute('data-row-index', '2');
  const name = await focused.getByRole('link').innerText();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await page.goBack();
  await settled(page);
  await expect(focused.getByRole('link')).toHaveText(name);

  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await page.getByRole('navigation').getByRole('link', { name: 'Customers' }).click();
  await settled(page);
  await expect(page.getByRole('grid').getByRole('link').first()).toBeVisible();
  await expect(focused).toHaveCount(0);
});

test('the way back above a customer leads to the list as it was filtered and sorted', async ({ page }) => {
  await page.goto('/customers?status=blocked_by_erp&sort=-name');
  await settled(page);
  await page.getByRole('grid').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}/);
  await page.getByRole('main').getByRole('link', { name: 'Customers', exact: true }).click();
  await expect(page).toHaveURL(/\/customers\?(?=.*status=blocked_by_erp)(?=.*sort=-name)/);
});

test('nothing that matches and nothing at all are told apart, and an error never looks like either', async ({ page }) => {
  await page.goto(`/customers?q=${unique('nobody').replace(' ', '')}`);
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).last().click();
  await expect(page.getByRole('grid').getByRole('link').first()).toBeVisible();

  await page.route('**/*CustomerService/ListCustomers', (route) => route.abort('connectionrefused'));
  await page.goto('/customers?q=kowalski');
  await expect(page.getByRole('alert')).toContainText('No connection to the server', { timeout: AFTER_RETRIES });
  await expect(page.getByText('Nothing matches')).toHaveCount(0);
  await expect(page.getByRole('searchbox')).toHaveValue('kowalski');
  await page.unroute('**/*CustomerService/ListCustomers');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('rows are cards, filters can be reached, nothing scrolls sideways', async ({ page }) => {
    await page.goto('/customers?attention=yes');
    await settled(page);
    await expectNoSidewaysScroll(page);
    const cards = page.getByRole('list', { name: 'Customers' }).getByRole('listitem');
    await expect(cards.first()).toContainText('No default employee');
    await page.getByRole('button', { name: 'More filters' }).click();
    await expect(page.getByRole('checkbox', { name: 'Private person' })).toBeVisible();
    await page.keyboard.press('Escape');
    await cards.first().getByRole('link').click();
    await settled(page);
    await expect(page.getByRole('note')).toContainText('No default employee');
    await expectNoSidewaysScroll(page);
    await page.getByRole('link', { name: 'History' }).click();
    await expect(page.getByRole('heading', { name: 'History' })).toBeInViewport();
    await expectNoSidewaysScroll(page);
  });
});
