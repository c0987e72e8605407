import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { FindingKind } from '@/gen/kartoteka/v1/discount_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { ofErp, pricingServer, winter } from '@/test/pricing';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { FindingsTab } from './FindingsTab';

const findings = [
  { kind: FindingKind.NEVER_WINS, discountId: winter.id, discount: winter, otherId: ofErp.id, other: ofErp },
  { kind: FindingKind.SWITCHED_OFF, discountId: ofErp.id, discount: ofErp },
];

async function renderFindings(permissions?: Permission[]) {
  const endDiscount = vi.fn(() => ({}));
  const server = pricingServer({ discounts: { endDiscount, listDiscountFindings: () => ({ findings }) } });
  const { user } = await renderApp(<FindingsTab />, { path: '/discounts?tab=findings', server, ...(permissions && { session: testSession(permissions) }) });
  const never = within(await screen.findByRole('region', { name: 'Never wins' }));
  const off = within(screen.getByRole('region', { name: 'Switched off' }));
  return { user, endDiscount, never, off };
}

test('findings come by kind with advice, and what is odd can be ended', async () => {
  const { user, endDiscount, never } = await renderFindings();
  expect(never.getByText(/give it a better priority/)).toBeVisible();
  expect(never.getByText('Shop')).toBeVisible();
  await user.click(never.getByRole('button', { name: 'End: Winter saws' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'End discount' }));
  await waitFor(() => expect(endDiscount).toHaveBeenCalledWith(expect.objectContaining({ id: winter.id }), expect.anything()));
});

test('a discount without a name is called by what it does, as the other one is', async () => {
  const { never, off } = await renderFindings();
  expect(off.getByRole('link', { name: 'Everything: −5%' })).toHaveAttribute('href', `/discounts/${ofErp.id}`);
  expect(never.getByRole('link', { name: 'Open “Everything: −5%”' })).toHaveAttribute('href', `/discounts/${ofErp.id}`);
  expect(never.getByText('ERP MAIN')).toBeVisible();
});

test('what the ERP granted says so, and that it is changed there', async () => {
  const { off } = await renderFindings();
  expect(off.getByText('MAIN')).toBeVisible();
  expect(off.getByText('It comes from the ERP; change it there.')).toBeVisible();
  expect(off.queryByRole('button')).toBeNull();
});

test('whoever may only look can end nothing', async () => {
  const { never } = await renderFindings([Permission.PRICES_READ]);
  expect(never.queryByRole('button')).toBeNull();
  expect(never.queryByRole('link', { name: 'Edit: Winter saws' })).toBeNull();
});
