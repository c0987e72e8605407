import { readFile } from 'node:fs/promises';
import { expectAccessible, expectNoSidewaysScroll } from './axe';
import { call, section } from './customers';
import { connectErp, takeSnapshot } from './erp';
import { expect, settled, test } from './fixtures';

const contractor = (number: number) => ({ externalId: `S-${number}`, code: `SHOP${number}`, kind: 'CUSTOMER_KIND_COMPANY', name: `Sklep ${number}` });

test('a snapshot that would block many waits for a decision, shows who they are, and blocks them once it is agreed to', async ({ page }) => {
  const erp = await connectErp(page);
  const all = Array.from({ length: 20 }, (_, index) => contractor(index + 10));
  await erp.push(all);
  const refused = await takeSnapshot(erp, all.slice(0, 18));
  expect(refused.text).toContain('SWEEP_TOO_LARGE');

  await page.goto('/erp');
  const card = page.getByRole('article').filter({ hasText: erp.code });
  await expect(card).toContainText('Snapshot to decide on');
  await card.getByRole('link').click();
  await page.getByRole('link', { name: 'Awaits a decision' }).click();
  const plan = section(page, 'A snapshot awaits your decision');
  await expect(plan).toBeFocused();
  await expect(plan).toContainText('2 customers would be blocked');
  await expect(plan).toContainText('That is 10% of the 20 contractors of this source.');
  await expect(plan.getByRole('row')).toHaveCount(3);
  await expect(plan).toContainText('SHOP29');
  await expectAccessible(page);

  await plan.getByRole('button', { name: 'Approve and block' }).click();
  const question = page.getByRole('dialog', { name: 'Block 2 customers?' });
  await expectAccessible(page);
  await question.getByRole('textbox').fill('2');
  await question.getByRole('button', { name: 'Block 2 customers' }).click();
  await expect(question).toBeHidden();
  await expect(plan).toBeHidden();
  await expect(section(page, 'Sync runs').getByRole('row').nth(1)).toContainText('Completed');

  await page.goto(`/customers?source=${erp.code}&status=blocked_by_erp`);
  await page.getByRole('link', { name: 'Sklep 29' }).click();
  await expect(page.getByRole('note')).toContainText(`The last snapshot of the ERP ${erp.code} was without it.`);
});

test('a snapshot can be cancelled, and then blocks nobody', async ({ page }) => {
  const erp = await connectErp(page);
  const all = Array.from({ length: 4 }, (_, index) => contractor(index + 10));
  await erp.push(all);
  await takeSnapshot(erp, all.slice(0, 2));
  await page.goto(`/erp/${erp.id}#snapshot`);
  await page.getByRole('button', { name: 'Cancel the snapshot' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the snapshot' }).click();
  await expect(section(page, 'A snapshot awaits your decision')).toBeHidden();
  await expect(section(page, 'Sync runs').getByRole('row').nth(1)).toContainText('Ended without effect');
});

test('a field that both sides changed waits among the conflicts, and the shop’s value is put back by keyboard', async ({ page }) => {
  const erp = await connectErp(page);
  const [made] = await erp.push([{ ...contractor(1), phone: '+48 601 000 001' }]);
  const id = made?.customerId ?? '';
  const { customer } = (await (await call(page, 'CustomerService/GetCustomer', { id })).json()) as { customer: { etag: string } };
  await call(page, 'CustomerService/UpdateCustomer', { customer: { id, etag: customer.etag, phone: '+48 601 000 002' }, updateMask: 'phone' });
  await erp.push([{ ...contractor(1), phone: '+48 601 000 003' }]);

  await page.goto(`/erp/${erp.id}#conflicts`);
  const conflicts = section(page, 'Conflicts');
  await expect(conflicts).toContainText('+48 601 000 002');
  await expect(conflicts).toContainText('+48 601 000 003');
  await expectAccessible(page);
  await conflicts.getByRole('button', { name: 'Restore our value: Phone, Sklep 1' }).focus();
  await page.keyboard.press('Enter');
  await expect(conflicts).toContainText('No conflicts');
  await page.goto(`/customers/${id}`);
  await expect(section(page, 'Customer data')).toContainText('+48 601 000 002');
});

test('whose a field is, is set for the source, and shows on the padlock of the customer', async ({ page }) => {
  const erp = await connectErp(page);
  const [made] = await erp.push([contractor(1)]);
  await page.goto(`/erp/${erp.id}/settings`);
  await page.getByRole('button', { name: 'Edit: Who decides which field' }).click();
  await expectAccessible(page);
  await page.getByRole('combobox', { name: 'Name: Domestic', exact: true }).selectOption('ERP');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('row', { name: /^Name/ })).toContainText('ERPBothBoth');

  await page.goto(`/customers/${made?.customerId ?? ''}`);
  await page.getByRole('button', { name: 'Edit: Customer data' }).click();
  const data = section(page, 'Customer data');
  await expect(data).toContainText(`Decided by the ERP: ${erp.code}. Change it there.`);
  await data.getByRole('link', { name: `Settings of ${erp.code}` }).first().click();
  await expect(section(page, 'Who decides which field')).toBeFocused();
});

test('the report of a run is downloaded as CSV and as XML', async ({ page }) => {
  const erp = await connectErp(page);
  await erp.push([contractor(1), { ...contractor(2), taxId: '5250001027', taxCountry: 'PL' }]);
  await page.goto(`/erp/${erp.id}`);
  await section(page, 'Sync runs').getByRole('row').nth(1).getByRole('link').click();
  await expect(section(page, 'What was rejected')).toContainText('S-2');
  await settled(page);
  await expectAccessible(page);
  for (const format of ['CSV', 'XML']) {
    await page.getByRole('button', { name: 'Download report' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: format }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${format.toLowerCase()}$`));
    expect(await readFile(await download.path(), 'utf8')).toContain('TAX_ID_CHECKSUM');
  }
});

test('whoever reads the feed is seen with what is unread, and can be forgotten', async ({ page }) => {
  const erp = await connectErp(page);
  const pulled = await erp.call('PullChanges', { cursor: 'latest' });
  const { nextCursor } = JSON.parse(pulled.text) as { nextCursor: string };
  await erp.call('AckChanges', { consumer: 'night', cursor: nextCursor });
  await page.goto(`/erp/${erp.id}#feed`);
  const readers = section(page, 'Who reads the changes');
  await expect(readers.getByRole('row', { name: /^night/ })).toBeVisible();
  await readers.getByRole('button', { name: 'Forget night' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget it' }).click();
  await expect(readers).toContainText('Nobody reads the changes');
});

test('the pages of a source fit a phone', async ({ page }) => {
  const erp = await connectErp(page);
  const all = Array.from({ length: 4 }, (_, index) => contractor(index + 10));
  await erp.push(all);
  await takeSnapshot(erp, all.slice(0, 2));
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of [`/erp/${erp.id}`, `/erp/${erp.id}/settings`]) {
    await page.goto(path);
    await settled(page);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
  await page.getByRole('button', { name: 'Edit: Who decides which field' }).click();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
