import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampNow } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { unsavedForms } from '@/forms/unsaved';
import type { DiscountSchema } from '@/gen/kartoteka/v1/discount_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { ofErp, pricingServer, winter } from '@/test/pricing';
import { refusal } from '@/test/refusal';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { DiscountPage } from './DiscountPage';

const view = <DiscountPage discountId={winter.id} />;

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

test('ending one that somebody changed meanwhile is refused once, and then goes by what they saved', async () => {
  let discount = winter;
  const ended: string[] = [];
  const { user } = await renderApp(view, {
    server: pricingServer({
      discounts: {
        getDiscount: () => ({ discount }),
        endDiscount: ({ etag }) => {
          ended.push(etag);
          if (etag !== discount.etag) throw new ConnectError('stale', Code.Aborted);
          return { discount };
        },
      },
    }),
  });
  await user.click(await screen.findByRole('button', { name: 'End discount' }));
  discount = { ...winter, name: 'Autumn saws', etag: '2' };
  await user.click(within(screen.getByRole('dialog', { name: 'End “Winter saws”?' })).getByRole('button', { name: 'End discount' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'End “Autumn saws”?' }));
  expect(dialog.getByRole('alert')).toBeVisible();
  await user.click(dialog.getByRole('button', { name: 'End discount' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(ended).toEqual(['1', '2']);
});

test('a change of one that was ended meanwhile is refused, and the page says that it was ended', async () => {
  let discount: MessageInitShape<typeof DiscountSchema> = winter;
  const { user } = await renderApp(view, {
    server: pricingServer({
      discounts: {
        getDiscount: () => ({ discount }),
        updateDiscount: () => {
          throw refusal(Code.FailedPrecondition, 'DISCOUNT_ENDED');
        },
      },
    }),
  });
  await user.click(await screen.findByRole('button', { name: 'Edit: Discount' }));
  await user.type(screen.getByRole('textbox', { name: 'Percentage' }), '5');
  discount = { ...winter, endTime: timestampNow() };
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('It was ended and stays on record as it was.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'End discount' })).toBeNull();
});

test('ending one while it is being changed closes its form, and nothing is left to lose', async () => {
  let discount: MessageInitShape<typeof DiscountSchema> = winter;
  const endDiscount = () => {
    discount = { ...winter, endTime: timestampNow() };
    return { discount };
  };
  const { user } = await renderApp(view, { server: pricingServer({ discounts: { getDiscount: () => ({ discount }), endDiscount } }) });
  await user.click(await screen.findByRole('button', { name: 'Edit: Discount' }));
  await user.type(screen.getByRole('textbox', { name: 'Percentage' }), '5');
  expect(unsavedForms.snapshot().size).toBe(1);
  await user.click(screen.getByRole('button', { name: 'End discount' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'End discount' }));
  expect(await screen.findByText('It was ended and stays on record as it was.')).toBeVisible();
  expect(screen.queryByRole('textbox', { name: 'Percentage' })).toBeNull();
  expect(unsavedForms.snapshot().size).toBe(0);
  await waitFor(() => expect(screen.getAllByRole('heading')).toContain(document.activeElement));
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
