import { addCustomer, call, emailOf, field, section, unique, type MadeCustomer } from './customers';
import { expect, settled, test } from './fixtures';
import type { Page } from '@playwright/test';

/** The page tries twice more before it says so. */
const AFTER_RETRIES = 20_000;

async function open(page: Page, customer: MadeCustomer): Promise<void> {
  await page.goto(`/customers/${customer.id}`);
  await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
  await settled(page);
}

async function update(page: Page, customer: MadeCustomer, fields: object): Promise<void> {
  await call(page, 'CustomerService/UpdateCustomer', { customer: { id: customer.id, ...fields }, updateMask: Object.keys(fields).join(',') });
}

test('staff block with a reason and lift the block again', async ({ page }) => {
  const customer = await addCustomer(page);
  await open(page, customer);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Block sign-in/ }).click();
  const dialog = page.getByRole('dialog', { name: `Block ${customer.name}` });
  await dialog.getByRole('radio', { name: 'Ordering' }).check();
  await field(dialog, 'Reason').fill('Invoices of May unpaid');
  await dialog.getByRole('button', { name: 'Block' }).click();
  const note = page.getByRole('note');
  await expect(note).toContainText('Ordering blocked by staff');
  await expect(note).toContainText('Invoices of May unpaid');
  await expect(section(page, 'History')).toContainText('Staff · Ordering · Invoices of May unpaid');

  await page.getByRole('button', { name: 'Unblock' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unblock' }).click();
  await expect(note).toHaveCount(0);
  await expect(section(page, 'History')).toContainText('Block lifted');
});

test('what only the ERP can lift is explained, and its fields are behind a padlock', async ({ page }) => {
  await page.goto('/customers?status=blocked_by_erp');
  await settled(page);
  await page.getByRole('grid').getByRole('link').first().click();
  await settled(page);
  await expect(page.getByRole('note')).toContainText('Only the ERP can lift this block');
  await expect(page.getByRole('button', { name: 'Unblock' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Edit: Tax' }).click();
  const tax = section(page, 'Tax');
  await expect(field(tax, 'Tax ID')).toHaveCount(0);
  await expect(tax).toContainText(/Decided by the ERP: .+\. Change it there\./);
  await expect(tax.getByRole('combobox', { name: 'Tax status' })).toBeEditable({ editable: false });
  await tax.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Delete the customer/ }).click();
  await expect(page.getByRole('dialog')).toContainText('would bring it back');
  await page.getByRole('button', { name: 'Block it instead' }).click();
  await expect(page.getByRole('dialog', { name: /^Block / })).toBeVisible();
});

test('somebody else’s change to the same field is asked about, theirs and mine', async ({ page }) => {
  const customer = await addCustomer(page, { phone: '+48 601 111 111', note: 'old' });
  await open(page, customer);
  await page.getByRole('button', { name: 'Edit: Customer data' }).click();
  const data = section(page, 'Customer data');
  await field(data, 'Phone').fill('+48 602 222 222');
  await field(data, 'First name').fill('Ewa');
  await update(page, customer, { phone: '+48 603 333 333', note: 'new' });
  await data.getByRole('button', { name: 'Save' }).click();

  const dialog = page.getByRole('dialog', { name: 'Changed by somebody else' });
  await expect(dialog.getByRole('row')).toHaveCount(2);
  await expect(dialog).toContainText('+48 601 111 111');
  await dialog.getByRole('radio', { name: 'Phone: Yours' }).check();
  await dialog.getByRole('button', { name: 'Save with these choices' }).click();
  await expect(dialog).toBeHidden();
  await expect(data).toContainText('+48 602 222 222');
  await expect(data).toContainText('Ewa');
  await expect(data).toContainText('new');
});

test('saving one section does not disturb another that is being edited', async ({ page }) => {
  const customer = await addCustomer(page);
  await open(page, customer);
  await page.getByRole('button', { name: 'Edit: Customer data' }).click();
  await page.getByRole('button', { name: 'Edit: Trade terms' }).click();
  await field(section(page, 'Customer data'), 'Note').fill('call before noon');
  const trade = section(page, 'Trade terms');
  await field(trade, 'Payment terms').fill('21');
  await field(trade, 'Credit limit').fill('1500.50');
  await trade.getByRole('button', { name: 'Save' }).click();
  await expect(trade).toContainText('21 days');
  await expect(trade).toContainText('1,500.50');
  await section(page, 'Customer data').getByRole('button', { name: 'Save' }).click();
  await expect(section(page, 'Customer data')).toContainText('call before noon');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the server’s refusal lands on its field', async ({ page }) => {
  const customer = await addCustomer(page);
  await open(page, customer);
  await page.getByRole('button', { name: 'Edit: Tax' }).click();
  await field(section(page, 'Tax'), 'Tax ID').fill('PL5260250275');
  await section(page, 'Tax').getByRole('button', { name: 'Save' }).click();
  await expect(field(page, 'Tax ID')).toHaveAccessibleDescription(/check digit does not match/);
  await expect(field(page, 'Tax ID')).toBeFocused();
});

test('leaving with unsaved changes names the section', async ({ page }) => {
  const customer = await addCustomer(page);
  await open(page, customer);
  await page.getByRole('button', { name: 'Edit: Customer data' }).click();
  await field(section(page, 'Customer data'), 'Name').fill('Something else');
  await page.getByRole('link', { name: 'Groups' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Leave this page?' });
  await expect(dialog).toContainText('Customer data');
  await dialog.getByRole('button', { name: 'Stay here' }).click();
  await expect(field(page, 'Name')).toHaveValue('Something else');
});

test('addresses are added, made default and deleted', async ({ page }) => {
  const customer = await addCustomer(page);
  await open(page, customer);
  const addresses = section(page, 'Addresses');
  for (const [street, label] of [
    ['ul. Krótka 1', 'Office'],
    ['ul. Długa 2', 'Warehouse'],
  ] as const) {
    await addresses.getByRole('button', { name: 'Add address' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add address' });
    await field(dialog, 'Street and number').fill(street);
    await field(dialog, 'Label').fill(label);
    await dialog.getByRole('combobox', { name: 'Country' }).fill('Pol');
    await page.getByRole('option', { name: /Poland/ }).click();
    await dialog.getByRole('button', { name: 'Add address' }).click();
    await expect(dialog).toBeHidden();
  }
  const warehouse = addresses.getByRole('listitem').filter({ hasText: 'Warehouse' });
  await expect(warehouse).not.toContainText('Default');
  await warehouse.getByRole('button', { name: /Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Make default' }).click();
  await expect(warehouse).toContainText('Default');

  await warehouse.getByRole('button', { name: /Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit address' });
  await field(edit, 'City').fill('Gdynia');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(warehouse).toContainText('Gdynia');

  await warehouse.getByRole('button', { name: /Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog')).toContainText('another address of its kind takes its place');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(addresses.getByRole('listitem')).toHaveCount(1);
  await expect(addresses).toContainText('Default');
});

test('a customer whose default employee goes turns red until another is chosen', async ({ page }) => {
  const customer = await addCustomer(page);
  await open(page, customer);
  const employees = section(page, 'Employees');
  await employees.getByRole('button', { name: 'Add employee' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add employee' });
  await field(dialog, 'E-mail').fill(customer.email);
  await dialog.getByRole('button', { name: 'Add employee' }).click();
  await expect(field(dialog, 'E-mail')).toHaveAccessibleDescription(/already belongs to an employee/);
  const second = emailOf(unique('anna'));
  await field(dialog, 'E-mail').fill(second);
  await dialog.getByRole('button', { name: 'Add employee' }).click();
  await expect(dialog).toBeHidden();

  const first = employees.getByRole('listitem').filter({ hasText: customer.email });
  await first.getByRole('button', { name: /Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog')).toContainText('shown in red');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('note')).toContainText('No default employee');

  await page.getByRole('button', { name: 'Choose the default employee' }).click();
  await expect(employees).toBeFocused();
  const other = employees.getByRole('listitem').filter({ hasText: second });
  await other.getByRole('button', { name: /Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Make default' }).click();
  await expect(page.getByRole('note')).toHaveCount(0);
  await expect(other).toContainText('Default');

  await other.getByRole('button', { name: /Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Block' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
  await expect(other).toContainText('Blocked');
});

test('groups say why, staff take back what staff added, the ERP keeps its own', async ({ page }) => {
  const name = unique('Stali');
  await call(page, 'GroupService/CreateGroup', { group: { name } });
  const customer = await addCustomer(page);
  await open(page, customer);
  const groups = section(page, 'Groups');
  await groups.getByRole('button', { name: 'Add to a group' }).click();
  await page.getByRole('textbox', { name: 'Search for groups' }).fill(name);
  await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: 'Add to 1 group' }).click();
  const row = groups.getByRole('listitem').filter({ hasText: name }).first();
  await expect(row).toContainText('Added by staff');
  await expect(row).toContainText('since');
  await row.getByRole('button', { name: `Remove from ${name}` }).click();
  await expect(groups).toContainText('In no group');

  await page.goto('/customers?status=blocked_by_erp');
  await settled(page);
  await page.getByRole('grid').getByRole('link').first().click();
  await settled(page);
  await expect(groups).toContainText(/From the ERP .* · since/);
  await expect(groups).toContainText('Only the ERP changes it');
});

test('one section that fails leaves the others standing, and mends itself', async ({ page }) => {
  const customer = await addCustomer(page);
  await page.route('**/*EmployeeService/ListEmployees', (route) => route.abort('connectionrefused'));
  await page.goto(`/customers/${customer.id}`);
  const employees = section(page, 'Employees');
  await expect(employees.getByRole('alert')).toContainText('No connection to the server', { timeout: AFTER_RETRIES });
  await expect(section(page, 'History')).toContainText('Customer added');
  await expect(section(page, 'Addresses')).toContainText('No addresses yet');
  await page.unroute('**/*EmployeeService/ListEmployees');
  await employees.getByRole('button', { name: 'Try again' }).click();
  await expect(employees).toContainText(customer.email);
});

test('digits and anchors lead to the sections', async ({ page }) => {
  const customer = await addCustomer(page);
  await open(page, customer);
  await page.keyboard.press('6');
  await expect(section(page, 'Employees')).toBeFocused();
  await page.getByRole('navigation', { name: 'Sections of the page' }).getByRole('link', { name: 'History' }).press('Enter');
  await expect(page).toHaveURL(/#history$/);
  await expect(section(page, 'History')).toBeFocused();
  await page.reload();
  await expect(section(page, 'History')).toBeFocused();
});

test('deleting asks for the number and says what goes', async ({ page }) => {
  const customer = await addCustomer(page);
  await open(page, customer);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Delete the customer/ }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${customer.name}?` });
  await expect(dialog.getByRole('button', { name: 'Delete for good' })).toBeDisabled();
  await dialog.getByRole('textbox').fill(customer.number);
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page).toHaveURL(/\/customers$/);
  await expect(page.getByText(`${customer.name} has been deleted`)).toBeVisible();
  await page.goto(`/customers/${customer.id}`);
  await expect(page.getByRole('alert')).toContainText('This customer does not exist.');
});
