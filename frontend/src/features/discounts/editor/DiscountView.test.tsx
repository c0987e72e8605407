import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { timestampNow } from '@bufbuild/protobuf/wkt';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { ofErp, pricingServer, winter } from '@/test/pricing';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { DiscountView } from './DiscountPage';

const view = <DiscountView discountId={winter.id} />;

test('only what was changed is sent, with the etag', async () => {
  const updateDiscount = vi.fn(() => ({ discount: winter }));
  const { user } = await renderApp(view, { server: pricingServer({ discounts: { getDiscount: () => ({ discount: winter }), updateDiscount } }) });
  await user.click(await screen.findByRole('button', { name: 'Edit: Discount' }));
  const percent = await screen.findByRole('textbox', { name: 'Percentage' });
  await user.clear(percent);
  await user.type(percent, '15');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(updateDiscount).toHaveBeenCalledOnce());
  expect(updateDiscount).toHaveBeenCalledWith(
    expect.objectContaining({
      discount: expect.objectContaining({ id: winter.id, etag: '1', reduction: { case: 'percent', value: '15' } }) as unknown,
      updateMask: expect.objectContaining({ paths: ['percent'] }) as unknown,
    }),
    expect.anything(),
  );
});

test('what the ERP granted is shown with a padlock and the reason, and nothing to change', async () => {
  await renderApp(view, { server: pricingServer({ discounts: { getDiscount: () => ({ discount: ofErp }) } }) });
  expect(await screen.findByRole('heading', { level: 1, name: 'Everything: −5%' })).toBeVisible();
  expect(screen.getByText('ERP MAIN')).toBeVisible();
  expect(screen.getByText('It comes from the ERP; change it there.')).toBeVisible();
  expect(screen.queryByRole('button', { name: /Edit|End/ })).toBeNull();
});

test('ending says what it means, and is sent with the etag', async () => {
  const endDiscount = vi.fn(() => ({ discount: winter }));
  const { user } = await renderApp(view, { server: pricingServer({ discounts: { getDiscount: () => ({ discount: winter }), endDiscount } }) });
  await user.click(await screen.findByRole('button', { name: 'End discount' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'End “Winter saws”?' }));
  expect(dialog.getByText(/It counts no more from this moment on/)).toBeVisible();
  await user.click(dialog.getByRole('button', { name: 'End discount' }));
  await waitFor(() => expect(endDiscount).toHaveBeenCalledWith(expect.objectContaining({ id: winter.id, etag: '1' }), expect.anything()));
});

test('one that was ended is a record', async () => {
  await renderApp(view, { server: pricingServer({ discounts: { getDiscount: () => ({ discount: { ...winter, endTime: timestampNow() } }) } }) });
  expect(await screen.findByText('It was ended and stays on record as it was.')).toBeVisible();
  expect(screen.queryByRole('region', { name: 'What it does' })).toBeNull();
  expect(screen.queryByRole('button', { name: /Edit|End/ })).toBeNull();
});

test('whoever may only look reads who changes it', async () => {
  await renderApp(view, { server: pricingServer({ discounts: { getDiscount: () => ({ discount: winter }) } }), session: testSession([Permission.PRICES_READ]) });
  expect(await screen.findByText('Owners and managers can change it')).toBeVisible();
});
