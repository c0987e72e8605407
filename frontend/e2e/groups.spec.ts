import { expectAccessible, expectNoSidewaysScroll } from './axe';
import { addCustomer, call, field, section, unique } from './customers';
import { expect, settled, test } from './fixtures';
import { firstSignIn, hire } from './staff';

async function makeGroup(page: Parameters<typeof call>[0], fields: object = {}): Promise<{ id: string; name: string }> {
  const response = await call(page, 'GroupService/CreateGroup', { group: { name: unique('Group'), ...fields } });
  const { group } = (await response.json()) as { group: { id: string; name: string } };
  return group;
}

test('a group is made, filled, defended while it has members, emptied and deleted', async ({ page }) => {
  const customer = await addCustomer(page);
  const name = unique('Wholesale');
  await page.goto('/groups');
  await page.getByRole('button', { name: 'New group' }).click();
  await field(page, 'Name').fill(name);
  await field(page, 'Sort order').fill('7');
  await page.getByRole('button', { name: 'Green' }).click();
  await page.getByRole('switch', { name: /Approval required/ }).click();
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(section(page, 'Group data')).toContainText('Approval required');

  await page.getByRole('button', { name: 'Add members' }).click();
  const picker = page.getByRole('dialog', { name: `Add members to “${name}”` });
  await picker.getByRole('searchbox').fill(customer.name);
  await picker.getByRole('checkbox', { name: customer.name }).check();
  await picker.getByRole('button', { name: 'Add 1 customer' }).click();
  await expect(page.getByText('1 customer joined the group')).toBeVisible();
  await expect(section(page, 'Members').getByRole('link', { name: customer.name })).toBeVisible();

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('dialog', { name: `“${name}” is in use` })).toContainText('The group has 1 member.');
  await page.getByRole('link', { name: 'Show 1 member' }).click();
  await expect(page).toHaveURL(/\/customers\?group=/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Customers');
  await expect(page.getByRole('link', { name: customer.name })).toBeVisible();

  await page.goBack();
  await page.getByRole('button', { name: `Remove ${customer.name} from the group` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(section(page, 'Members')).toContainText('Nobody is in this group');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete group' }).click();
  await expect(page).toHaveURL(/\/groups$/);
  await page.getByRole('searchbox').fill(name);
  await expect(page.getByText('Nothing matches')).toBeVisible();
});

test('a name in use is refused on its field, whatever its case', async ({ page }) => {
  const { name } = await makeGroup(page);
  await page.goto('/groups');
  await page.getByRole('button', { name: 'New group' }).click();
  await field(page, 'Name').fill(name.toUpperCase());
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(field(page, 'Name')).toHaveAccessibleDescription('Another group has this name.');
  await expect(field(page, 'Name')).toBeFocused();
});

test('a search ignores case and accents and stays in the address', async ({ page }) => {
  const { name } = await makeGroup(page, { name: unique('Łódź Žofie') });
  await page.goto('/groups');
  await page.getByRole('searchbox').fill(name.replace('Łódź Žofie', 'lodz zofie'));
  await expect(page.getByRole('link', { name })).toBeVisible();
  await expect(page).toHaveURL(/q=lodz/);
  await page.reload();
  await expect(page.getByRole('link', { name })).toBeVisible();
});

test('two people edit one group: what does not clash merges, what does is asked about', async ({ page, context }) => {
  const { id, name } = await makeGroup(page, { description: 'before' });
  await page.goto(`/groups/${id}`);
  await page.getByRole('button', { name: 'Edit: Group data' }).click();
  await field(page, 'Description').fill('mine');

  const other = await context.newPage();
  await call(other, 'GroupService/UpdateGroup', { group: { id, name: `${name} 2`, description: 'theirs' }, updateMask: 'name,description' });
  await other.close();

  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Changed by somebody else' });
  await expect(dialog.getByRole('row')).toHaveCount(2);
  await dialog.getByRole('radio', { name: 'Description: Yours' }).check();
  await dialog.getByRole('button', { name: 'Save with these choices' }).click();
  await expect(section(page, 'Group data')).toContainText('mine');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${name} 2`);
});

test('unsaved changes are not left behind unasked', async ({ page }) => {
  const { id } = await makeGroup(page);
  await page.goto(`/groups/${id}`);
  await page.getByRole('button', { name: 'Edit: Group data' }).click();
  await field(page, 'Description').fill('half done');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave this page?' });
  await expect(dialog).toContainText('Group data');
  await dialog.getByRole('button', { name: 'Stay here' }).click();
  await expect(field(page, 'Description')).toHaveValue('half done');
});

test('a viewer sees groups and is told who edits them', async ({ page, browser }) => {
  const { id } = await makeGroup(page);
  const viewer = await firstSignIn(browser, await hire(page, 'VIEWER'));
  await viewer.page.goto(`/groups/${id}`);
  await expect(viewer.page.getByText('Owners and managers can edit groups')).toBeVisible();
  await expect(viewer.page.getByRole('button', { name: /Add members|Delete|Edit/ })).toHaveCount(0);
  await viewer.context.close();
});

test('a group that is not there says so', async ({ page }) => {
  await page.goto('/groups/01890000-0000-7000-8000-00000000dead');
  await expect(page.getByText('This group does not exist.')).toBeVisible();
});

test('the dialogs are accessible and fit a phone', async ({ page }) => {
  const { id } = await makeGroup(page);
  await page.goto('/groups');
  await settled(page);
  await page.getByRole('button', { name: 'New group' }).click();
  await page.getByRole('button', { name: 'Add a name' }).click();
  await expectAccessible(page);
  await page.goto(`/groups/${id}`);
  await page.getByRole('button', { name: 'Add members' }).first().click();
  await page.getByRole('dialog').getByRole('checkbox').first().check();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
