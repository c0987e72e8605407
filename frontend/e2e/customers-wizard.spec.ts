import { addCustomer, emailOf, field, section, unique } from './customers';
import { expect, settled, test } from './fixtures';

test('a company is added from the keyboard, found, edited, and its history tells of it', async ({ page }) => {
  const name = unique('Młyn Żytni');
  const email = emailOf(name);
  await page.goto('/customers');
  await settled(page);
  await page.getByRole('link', { name: 'Add customer' }).press('Enter');

  await expect(page.getByRole('heading', { name: 'E-mail and kind' })).toBeVisible();
  await expect(field(page, 'E-mail')).toBeFocused();
  await page.keyboard.type(email);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'Data', exact: true })).toBeVisible();
  await expect(field(page, 'Name')).toBeFocused();
  await page.keyboard.type(name);
  await field(page, 'Phone').fill('601 234 567');
  await field(page, 'Tax ID').fill('5260250274');
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'Shipping addresses and summary' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a shipping address' })).toBeFocused();
  await page.keyboard.press('Enter');
  const address = page.getByRole('group', { name: 'Shipping address 1' });
  await expect(field(address, 'Company')).toHaveValue(name);
  await field(address, 'Street and number').fill('ul. Zbożowa 7');
  await field(address, 'Postal code').fill('30-002');
  await field(address, 'City').fill('Kraków');
  await page.getByRole('button', { name: 'Add customer' }).press('Enter');

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText(`will sign in as ${email}`)).toBeVisible();
  await expect(section(page, 'Addresses')).toContainText('ul. Zbożowa 7');
  await expect(section(page, 'Employees')).toContainText(email);
  await expect(section(page, 'Employees')).toContainText('No password yet');

  await page.getByRole('link', { name: 'Customers' }).first().click();
  await page.getByRole('searchbox').fill(name.toUpperCase().replace('Ż', 'z').replace('Ł', 'l'));
  await page.getByRole('link', { name }).click();

  await page.getByRole('button', { name: 'Edit: Customer data' }).click();
  await field(page, 'Phone').fill('+48 601 765 432');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(section(page, 'Customer data')).toContainText('+48 601 765 432');

  const history = section(page, 'History');
  await expect(history).toContainText('Customer added');
  const change = history.getByRole('listitem').filter({ hasText: 'Customer changed' });
  await expect(change).toContainText('Anna Opiekun');
  await expect(change.locator('del')).toHaveText('601 234 567');
  await expect(change.locator('ins')).toHaveText('+48 601 765 432');
});

test('an e-mail that is taken is told at the first step, with the way to its owner', async ({ page }) => {
  const other = await addCustomer(page);
  await page.goto('/customers/new');
  await field(page, 'E-mail').fill(other.email.toUpperCase());
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(field(page, 'E-mail')).toHaveAccessibleDescription(/already belongs to an employee/);
  await expect(field(page, 'E-mail')).toBeFocused();
  await expect(page.getByRole('link', { name: other.name })).toHaveAttribute('href', `/customers/${other.id}`);
});

test('what the server finds fault with is said on the field, at its step', async ({ page }) => {
  const name = unique('Firma');
  await page.goto('/customers/new');
  await field(page, 'E-mail').fill('not an address');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(field(page, 'E-mail')).toHaveAccessibleDescription(/not an e-mail address/);
  await field(page, 'E-mail').fill(emailOf(name));
  await page.getByRole('button', { name: 'Continue' }).click();

  await field(page, 'Tax ID').fill('5260250275');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('2 fields need attention')).toBeVisible();
  await expect(field(page, 'Name')).toHaveAccessibleDescription('Enter a name.');
  await expect(field(page, 'Tax ID')).toHaveAccessibleDescription(/check digit/);
  await expect(field(page, 'Name')).toBeFocused();
  await field(page, 'Name').fill(name);
  await field(page, 'Tax ID').fill('');
  await page.getByRole('button', { name: 'Continue' }).click();

  await page.getByRole('button', { name: 'Add a shipping address' }).click();
  await page.getByRole('group', { name: 'Shipping address 1' }).getByLabel('Clear', { exact: true }).click();
  await page.getByRole('button', { name: 'Add customer' }).click();
  await expect(page.getByRole('combobox', { name: 'Country', exact: true })).toHaveAccessibleDescription('Choose a country.');
});

test('Back keeps what was typed, and a reload does too', async ({ page }) => {
  const name = unique('Jan');
  await page.goto('/customers/new');
  await field(page, 'E-mail').fill(emailOf(name));
  await page.getByRole('radio', { name: 'Private person' }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await field(page, 'First name').fill('Jan');
  await field(page, 'Last name').fill(name);
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(field(page, 'E-mail')).toHaveValue(emailOf(name));
  await expect(page.getByRole('radio', { name: 'Private person' })).toBeChecked();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(field(page, 'Last name')).toHaveValue(name);

  await page.reload();
  await expect(page.getByText('here is what you had typed')).toBeVisible();
  await expect(field(page, 'Last name')).toHaveValue(name);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(field(page, 'E-mail')).toHaveValue('');
});

test('a customer is made once, even when the first answer is lost', async ({ page }) => {
  const name = unique('Firma');
  await page.goto('/customers/new');
  await field(page, 'E-mail').fill(emailOf(name));
  await page.getByRole('button', { name: 'Continue' }).click();
  await field(page, 'Name').fill(name);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Summary', exact: true })).toBeVisible();

  let lost = 0;
  await page.route('**/*CustomerService/CreateCustomer', async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page.getByRole('button', { name: 'Add customer' }).click();
  await expect(page.getByRole('alert')).toContainText('The server does not answer');
  await page.getByRole('button', { name: 'Add customer' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  expect(lost).toBe(1);
});

test('leaving a half-filled wizard asks first', async ({ page }) => {
  await page.goto('/customers/new');
  await field(page, 'E-mail').fill('half@e2e.example');
  await page.getByRole('link', { name: 'Cancel' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave this page?' });
  await expect(dialog).toContainText('New customer');
  await dialog.getByRole('button', { name: 'Stay here' }).click();
  await expect(field(page, 'E-mail')).toHaveValue('half@e2e.example');
});

test('the tax status is proposed with its reason and never switched by itself', async ({ page }) => {
  const name = unique('GmbH');
  await page.goto('/customers/new');
  await field(page, 'E-mail').fill(emailOf(name));
  await page.getByRole('button', { name: 'Continue' }).click();
  await field(page, 'Tax ID').fill('DE136695976');
  await expect(page.getByText('Country and tax ID speak for “Within the EU”.')).toBeVisible();
  await expect(page.getByText(/tax ID of another EU country \(Germany\)/)).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Tax status', exact: true })).toHaveValue('Domestic');
  await page.getByRole('button', { name: 'Set to “Within the EU”, Germany' }).click();
  await expect(page.getByRole('combobox', { name: 'Tax status', exact: true })).toHaveValue('Within the EU');
  await expect(page.getByText('The status fits.')).toBeVisible();
});
