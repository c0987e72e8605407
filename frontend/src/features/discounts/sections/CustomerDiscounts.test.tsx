import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { DiscountOrigin } from '@/gen/kartoteka/v1/discount_pb';
import type { ListDiscountsRequest } from '@/gen/kartoteka/v1/discount_service_pb';
import { acme, ofErp, pricingServer, vip, winter } from '@/test/pricing';
import { renderApp } from '@/test/render';
import { CustomerDiscounts } from './CustomerDiscounts';

/** Answers as the server does: the customer's own by origin, or what it gets through others. */
function listDiscounts({ customerId, inherited, origin }: ListDiscountsRequest) {
  if (customerId !== acme.id) throw new Error('asked for somebody else');
  if (inherited) return { discounts: [winter] };
  return { discounts: origin === DiscountOrigin.ERP ? [ofErp] : [] };
}

test('what the shop, the ERP and the groups grant stand apart', async () => {
  await renderApp(<CustomerDiscounts customerId={acme.id} />, {
    server: pricingServer({
      discounts: { listDiscounts },
      coupons: { listCoupons: () => ({ coupons: [{ id: vip.id, code: 'WELCOME', reduction: { case: 'percent', value: '10' }, uses: 1, maxUses: 3 }] }) },
    }),
  });
  const erp = await screen.findByRole('table', { name: 'From the ERP' });
  expect(within(erp).getByRole('link', { name: 'Everything: −5%' })).toBeVisible();
  expect(screen.getByText('It comes from the ERP; change it there.')).toBeVisible();
  const inherited = await screen.findByRole('table', { name: 'Through groups and for everyone' });
  expect(within(inherited).getByRole('link', { name: 'VIP' })).toHaveAttribute('href', `/groups/${vip.id}`);
  expect(screen.queryByRole('table', { name: 'Granted by the shop' })).toBeNull();
  expect(screen.getByText('None.')).toBeVisible();
  expect(await screen.findByText('1 of 3')).toBeVisible();
});

test('a part that fails says so alone', async () => {
  await renderApp(<CustomerDiscounts customerId={acme.id} />, {
    server: pricingServer({
      discounts: {
        listDiscounts: (request) => {
          if (request.inherited) throw new Error('broken');
          return listDiscounts(request);
        },
      },
    }),
  });
  expect(await screen.findByRole('alert')).toHaveTextContent('This could not be loaded');
  expect(await screen.findByRole('table', { name: 'From the ERP' })).toBeVisible();
});
