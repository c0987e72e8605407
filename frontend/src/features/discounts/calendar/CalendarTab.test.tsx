import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { DiscountState, type ListDiscountsRequest } from '@/gen/kartoteka/v1/discount_service_pb';
import { pricingServer, winter } from '@/test/pricing';
import { renderApp } from '@/test/render';
import { CalendarTab } from './CalendarTab';

test('the filters of the address narrow the calendar, and their chips widen it again', async () => {
  const asked: ListDiscountsRequest[] = [];
  const { user, address } = await renderApp(<CalendarTab />, {
    path: '/discounts?tab=calendar&state=upcoming&sku=SAW-5',
    server: pricingServer({
      discounts: {
        listDiscounts: (request) => {
          asked.push(request);
          return { discounts: request.sku === '' ? [winter] : [] };
        },
      },
    }),
  });
  expect(await screen.findByText('Nothing matches')).toBeVisible();
  expect(asked.at(-1)).toMatchObject({ states: [DiscountState.UPCOMING], sku: 'SAW-5' });
  await user.click(await screen.findByRole('button', { name: 'Remove filter: Product: Saw' }));
  expect(await screen.findByRole('listitem')).toHaveTextContent('Winter saws');
  await waitFor(() => expect(address()).toBe('/discounts?tab=calendar&state=upcoming'));
});

test('one that was ended says so in words, with the day where the shop is', async () => {
  const endTime = timestampFromDate(new Date('2026-01-31T23:30:00Z'));
  await renderApp(<CalendarTab />, { path: '/discounts?month=2026-01', server: pricingServer({ discounts: { listDiscounts: () => ({ discounts: [{ ...winter, endTime }] }) } }) });
  await waitFor(() => expect(screen.getByRole('listitem')).toHaveTextContent('VIP · −12.5% · Always · ended on Feb 1, 2026'));
});
