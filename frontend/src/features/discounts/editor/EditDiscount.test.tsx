import { screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { DiscountSchema } from '@/gen/kartoteka/v1/discount_pb';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { pricingServer, winter } from '@/test/pricing';
import { renderApp } from '@/test/render';
import { DiscountPage } from './DiscountPage';

async function edit(discount: MessageInitShape<typeof DiscountSchema> = winter) {
  const updateDiscount = vi.fn(() => ({ discount: winter }));
  const { user } = await renderApp(<DiscountPage discountId={winter.id} />, { server: pricingServer({ discounts: { getDiscount: () => ({ discount }), updateDiscount } }) });
  await user.click(await screen.findByRole('button', { name: 'Edit: Discount' }));
  await screen.findByRole('textbox', { name: 'Percentage' });
  return { user, updateDiscount };
}

const sent = (discount: object): unknown => expect.objectContaining({ discount: expect.objectContaining(discount) as unknown });

test('a percentage becomes a price in the currency of the shop', async () => {
  const { user, updateDiscount } = await edit();
  await user.click(screen.getByRole('radio', { name: 'Fixed price' }));
  expect(screen.getByRole('combobox', { name: 'Currency' })).toHaveValue('PLN');
  await user.type(screen.getByRole('textbox', { name: 'Net price of a unit' }), '400');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  const fixedPrice = expect.objectContaining({ amount: '400', currency: 'PLN' }) as unknown;
  await waitFor(() => expect(updateDiscount).toHaveBeenCalledWith(sent({ reduction: { case: 'fixedPrice', value: fixedPrice } }), expect.anything()));
});

test('a priority of 0 is refused at its field, and none is the usual one', async () => {
  const { user, updateDiscount } = await edit();
  const priority = screen.getByRole('textbox', { name: 'Priority' });
  await user.clear(priority);
  await user.type(priority, '0');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(priority).toHaveAccessibleDescription(/A priority is a whole number from 1/));
  expect(updateDiscount).not.toHaveBeenCalled();
  await user.clear(priority);
  expect(priority).toHaveAccessibleDescription(/Empty: 100\./);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(updateDiscount).toHaveBeenCalledWith(sent({ priority: 100 }), expect.anything()));
});
