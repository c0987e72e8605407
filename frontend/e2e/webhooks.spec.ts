import { expectAccessible, expectNoSidewaysScroll } from './axe';
import { call, field, section } from './customers';
import { connectErp } from './erp';
import { expect, settled, test } from './fixtures';

test('a webhook is added, tried, watched and removed', async ({ page }) => {
  const erp = await connectErp(page);
  await page.goto(`/erp/${erp.id}#webhooks`);
  await settled(page);
  const webhooks = section(page, 'Webhooks');
  await webhooks.getByRole('button', { name: 'Add a webhook' }).click();
  await field(page, 'Address').fill('https://169.254.169.254/latest/meta-data');
  await page.getByRole('button', { name: 'Add and show the secret' }).click();
  await expect(page.getByText('This address is not public').first()).toBeVisible();

  // A name may stand for anything, so it is judged when it is called.
  await field(page, 'Address').fill('https://localhost:1/hooks/kartoteka');
  await page.getByRole('button', { name: 'Add and show the secret' }).click();
  const secret = page.getByRole('dialog', { name: 'Secret of the webhook' });
  await expect(secret).toContainText(/whsec_[A-Za-z0-9+/]{43}=/);
  await secret.getByRole('button', { name: 'I have kept it' }).click();
  await expect(webhooks.getByRole('row', { name: /localhost:1/ })).toContainText('Active');
  await webhooks.getByRole('button', { name: 'Send a test to localhost:1' }).click();
  await expect(webhooks.getByRole('status')).toContainText('Address not allowed');

  const choose = async (item: string) => {
    await webhooks.getByRole('button', { name: 'More for localhost:1' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await choose('Last pokes');
  const pokes = page.getByRole('dialog', { name: 'Last pokes of localhost:1' });
  await expect(pokes.getByRole('row')).toHaveCount(2);
  await expect(pokes).toContainText('Address not allowed');
  await page.keyboard.press('Escape');
  await choose('Disable');
  await expect(webhooks).toContainText('By staff');
  await choose('Delete…');
  await page.getByRole('button', { name: 'Delete it' }).click();
  await expect(webhooks).toContainText('No address is told of changes');
});

test('webhooks and their pokes are accessible and fit a phone', async ({ page }) => {
  const erp = await connectErp(page);
  const webhook = { sourceSystemId: erp.id, url: `https://localhost:1/hooks/${'long-'.repeat(40)}` };
  await call(page, 'WebhookService/CreateWebhook', { webhook });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/erp/${erp.id}#webhooks`);
  await settled(page);
  const webhooks = section(page, 'Webhooks');
  await webhooks.getByRole('button', { name: 'Send a test to localhost:1' }).click();
  await expect(webhooks.getByRole('status')).toContainText('Address not allowed');
  await expectNoSidewaysScroll(page);
  await webhooks.getByRole('button', { name: 'More for localhost:1' }).click();
  await page.getByRole('menuitem', { name: 'Last pokes' }).click();
  await expect(page.getByRole('dialog', { name: 'Last pokes of localhost:1' }).getByRole('row')).toHaveCount(2);
  await expectAccessible(page);
});
