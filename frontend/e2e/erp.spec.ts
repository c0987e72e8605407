import { expectAccessible, expectNoSidewaysScroll } from './axe';
import { field, section, unique } from './customers';
import { connectErp } from './erp';
import { expect, settled, test } from './fixtures';

const good = { externalId: 'A-1', kind: 'CUSTOMER_KIND_COMPANY', name: 'Piekarnia Jutrzenka' };
const bad = { externalId: 'A-2', kind: 'CUSTOMER_KIND_COMPANY', name: 'Hurtownia Kos', taxId: '5250001027', taxCountry: 'PL', addresses: [{ country: 'XX' }] };

test('what an ERP pushed is seen: the run, the rejected record and why, and that mending settles it', async ({ page }) => {
  const erp = await connectErp(page);
  const [first, second] = await erp.push([good, bad]);
  expect([first?.outcome, second?.outcome]).toEqual(['OUTCOME_CREATED', 'OUTCOME_REJECTED']);
  await erp.push([good]);

  await page.goto('/erp');
  const card = page.getByRole('article').filter({ hasText: erp.code });
  await expect(card).toContainText('Connected');
  await expect(card).toContainText('Rejected1');
  await card.getByRole('link').click();

  const runs = section(page, 'Sync runs').getByRole('row');
  await expect(runs).toHaveCount(3);
  await expect(runs.nth(1)).toContainText('1 unchanged');
  await expect(runs.nth(2)).toContainText('1 rejected1 created');
  await expect(runs.nth(2)).toContainText(`Key of ${erp.code}`);

  const rejects = section(page, 'Rejected records');
  await expect(rejects).toContainText('A-2');
  await expect(rejects).toContainText('Tax ID: The tax ID is mistyped: its check digit does not match.');
  await expect(rejects).toContainText('Address 1 · country: There is no such country.');

  await erp.push([{ ...bad, taxId: '5250001026', addresses: [] }]);
  await page.reload();
  await expect(rejects).toContainText('Nothing stands rejected');
  await page.getByRole('link', { name: '2 customers' }).click();
  await expect(page).toHaveURL(new RegExp(`source=${erp.code}`));
  await expect(page.getByRole('link', { name: 'Hurtownia Kos' })).toBeVisible();
});

test('a record that was accepted before leads to its customer', async ({ page }) => {
  const erp = await connectErp(page);
  await erp.push([good]);
  await erp.push([{ ...good, name: 'x'.repeat(251) }]);
  await erp.push([{ ...good, name: 'x'.repeat(251) }]);
  await page.goto(`/erp/${erp.id}#rejects`);
  const rejects = section(page, 'Rejected records');
  await expect(rejects).toContainText('Name: This is too long.');
  await expect(rejects).toContainText('2 times');
  await rejects.getByRole('link', { name: good.name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Piekarnia Jutrzenka');
});

test('a source is registered, shows how to push before anything else, and can be renamed', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const code = unique('optima').replaceAll(' ', '-');
  await page.goto('/erp');
  await page.getByRole('button', { name: 'Register a source' }).first().click();
  await field(page, 'Code').fill('not a code');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await expect(field(page, 'Code')).toBeFocused();
  await field(page, 'Code').fill(code);
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(code);
  await expect(page.getByText('Never called')).toBeVisible();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText([
    'At a glance',
    'API keys',
    'How to push',
    'How to read changes',
    'Rejected records',
    'Conflicts',
    'Sync runs',
    'Who reads the changes',
    'Webhooks',
    'History',
  ]);

  await page.getByRole('button', { name: /^Copy: Try the key/ }).click();
  const line = await page.evaluate(() => navigator.clipboard.readText());
  expect(line).toContain(`${new URL(page.url()).origin}/kartoteka.v1.ContractorSyncService/GetSyncInfo`);

  await page.getByRole('link', { name: 'Settings', exact: true }).last().click();
  await page.getByRole('button', { name: 'Edit: Source' }).click();
  await field(page, 'Name').fill('Optima Łódź');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('link', { name: 'Optima Łódź' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Optima Łódź');
});

test('many runs come page by page', async ({ page }) => {
  const erp = await connectErp(page);
  for (let run = 0; run < 25; run += 1) await erp.push([good]);
  await page.goto(`/erp/${erp.id}`);
  const runs = section(page, 'Sync runs').getByRole('row');
  await expect(runs).toHaveCount(21);
  await section(page, 'Sync runs').getByRole('button', { name: 'Show older' }).click();
  await expect(runs).toHaveCount(26);
});

test('a page full of trouble is accessible and fits a phone', async ({ page }) => {
  const erp = await connectErp(page);
  await erp.push([good, bad]);
  await page.goto(`/erp/${erp.id}`);
  await settled(page);
  await expect(section(page, 'Rejected records')).toContainText('A-2');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.goto('/erp');
  await settled(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Register a source' }).first().click();
  await expectAccessible(page);
});
