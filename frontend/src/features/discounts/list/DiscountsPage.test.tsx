import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { DiscountOrigin } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountState, type ListDiscountsRequest } from '@/gen/kartoteka/v1/discount_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { ofErp, pricingServer, vip, winter } from '@/test/pricing';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { DiscountsPage } from './DiscountsPage';

const row = async (name: string) => {
  const found = (await screen.findByRole('link', { name })).closest('tr');
  if (!found) throw new Error('the link is in no row');
  return within(found);
};

test('a discount tells who, what on, how much, whether it counts, and whose it is', async () => {
  await renderApp(<DiscountsPage />, { path: '/discounts', server: pricingServer({ discounts: { listDiscounts: () => ({ discounts: [winter, ofErp] }) } }) });
  const shops = await row('Winter saws');
  for (const text of ['VIP', 'Tools › Saws', '−12.5%', 'On', 'Shop']) expect(shops.getByText(text)).toBeVisible();
  const erps = await row('Everything: −5%');
  for (const text of ['Acme', 'MAIN']) expect(erps.getByText(text)).toBeVisible();
});

test('the address narrows the list, and a chip widens it again', async () => {
  const asked: ListDiscountsRequest[] = [];
  const listDiscounts = (request: ListDiscountsRequest) => {
    asked.push(request);
    return { discounts: [winter] };
  };
  const { user, address } = await renderApp(<DiscountsPage />, {
    path: `/discounts?state=active&origin=shop&group=${vip.id}&sku=SAW-5`,
    server: pricingServer({ discounts: { listDiscounts } }),
  });
  await screen.findByRole('link', { name: 'Winter saws' });
  expect(asked[0]).toMatchObject({ states: [DiscountState.ACTIVE], origin: DiscountOrigin.SHOP, groupId: vip.id, sku: 'SAW-5' });
  await user.click(await screen.findByRole('button', { name: 'Remove filter: Who: VIP' }));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ groupId: '', sku: 'SAW-5' }));
  expect(address()).not.toContain('group=');
});

test('whoever may only look is offered nothing to grant', async () => {
  await renderApp(<DiscountsPage />, { path: '/discounts', server: pricingServer(), session: testSession([Permission.PRICES_READ]) });
  expect(await screen.findByText('No discounts yet')).toBeVisible();
  expect(screen.queryByRole('link', { name: 'New discount' })).toBeNull();
});

test('the calendar asks for its months alone, and says the days of each in words', async () => {
  const asked: ListDiscountsRequest[] = [];
  const listDiscounts = (request: ListDiscountsRequest) => {
    asked.push(request);
    return { discounts: [{ ...winter, validFrom: '2026-12-01', validTo: '2026-12-31' }] };
  };
  const { user, address } = await renderApp(<DiscountsPage />, { path: '/discounts?tab=calendar&month=2026-11', server: pricingServer({ discounts: { listDiscounts } }) });
  const item = await screen.findByRole('listitem');
  expect(item).toHaveTextContent('VIP · −12.5% · Dec 1, 2026 – Dec 31, 2026');
  expect(asked[0]).toMatchObject({ fromDay: '2026-11-01', toDay: '2027-04-30' });
  await user.click(screen.getByRole('button', { name: 'Three months later' }));
  await waitFor(() => expect(address()).toContain('month=2027-02'));
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ fromDay: '2027-02-01', toDay: '2027-07-31' }));
});
