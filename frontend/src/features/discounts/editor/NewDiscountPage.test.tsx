import type { MessageInitShape } from '@bufbuild/protobuf';
import { Code, type ConnectRouter } from '@connectrpc/connect';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { todayIn } from '@/features/shops/public';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { FindingKind, type CreateDiscountRequest, type PreviewDiscountRequest, type PreviewDiscountResponseSchema } from '@/gen/kartoteka/v1/discount_service_pb';
import { GroupService } from '@/gen/kartoteka/v1/group_service_pb';
import { pricingServer, saw, vip, winter } from '@/test/pricing';
import { invalidField, refusal } from '@/test/refusal';
import { renderApp } from '@/test/render';
import { NewDiscountPage } from './NewDiscountPage';

const path = `/discounts/new?group=${vip.id}&sku=${saw.sku}`;

test('a discount begins with whom and what the address says, shows its effect while it is typed, and leads back', async () => {
  const previews: PreviewDiscountRequest[] = [];
  const created: CreateDiscountRequest[] = [];
  const { user, address } = await renderApp(<NewDiscountPage />, {
    path,
    server: pricingServer({
      discounts: {
        previewDiscount: (request) => {
          previews.push(request);
          return {
            day: todayIn('Europe/Warsaw'),
            customerCount: 1234n,
            productCount: 1n,
            findings: [{ kind: FindingKind.BELOW_FLOOR }],
            samples: [
              {
                sku: saw.sku,
                productName: saw.name,
                quantity: '1',
                basePrice: { amount: '100', currency: 'PLN' },
                priceBefore: { amount: '95', currency: 'PLN' },
                priceAfter: { amount: '87.4375', currency: 'PLN' },
                wins: true,
              },
            ],
          };
        },
        createDiscount: (request) => {
          created.push(request);
          return { discount: winter };
        },
      },
    }),
  });
  expect(await screen.findByText(/its effect appears here before you save/)).toBeVisible();
  await user.type(screen.getByRole('textbox', { name: 'Percentage' }), '12.5');
  const effect = within(screen.getByRole('region', { name: 'What it does' }));
  expect(await effect.findByText('1,234 customers')).toBeVisible();
  expect(effect.getByText('87.4375 PLN')).toBeVisible();
  expect(effect.getByRole('alert')).toHaveTextContent('below the floor of a shop');
  expect(previews.at(-1)?.discount).toMatchObject({
    target: { target: { case: 'groupId', value: vip.id } },
    scope: { scope: { case: 'sku', value: saw.sku } },
    reduction: { case: 'percent', value: '12.5' },
  });

  await user.click(screen.getByRole('button', { name: 'Grant discount' }));
  await waitFor(() => expect(address()).toBe(`/groups/${vip.id}#discounts`));
  expect(created[0]?.discount).toMatchObject({ reduction: { case: 'percent', value: '12.5' }, priority: 100, minQuantity: '0' });
  expect(created[0]?.requestId).not.toBe('');
});

const sample = {
  sku: saw.sku,
  productName: saw.name,
  quantity: '1',
  basePrice: { amount: '100', currency: 'PLN' },
  priceBefore: { amount: '95', currency: 'PLN' },
  priceAfter: { amount: '95', currency: 'PLN' },
};

async function effectOf(preview: MessageInitShape<typeof PreviewDiscountResponseSchema>) {
  const previewDiscount = vi.fn(() => preview);
  const { user } = await renderApp(<NewDiscountPage />, { path, server: pricingServer({ discounts: { previewDiscount } }) });
  await user.type(await screen.findByRole('textbox', { name: 'Percentage' }), '15');
  await screen.findByRole('table', { name: 'Prices of sample products' });
  return { effect: within(screen.getByRole('region', { name: 'What it does' })), previewDiscount };
}

test('a discount that is yet to begin is priced on its first day, which is said', async () => {
  const { effect, previewDiscount } = await effectOf({ day: '2099-12-22', samples: [{ ...sample, priceAfter: { amount: '85', currency: 'PLN' }, wins: true, text: 'It makes the price.' }] });
  expect(effect.getByText('Prices on its first day: Dec 22, 2099')).toBeVisible();
  expect(effect.queryByText('It makes the price.')).toBeNull();
  expect(previewDiscount).toHaveBeenLastCalledWith(expect.objectContaining({ language: 'en' }), expect.anything());
});

test('one that is over is priced on its last day', async () => {
  const { effect } = await effectOf({ day: '2001-12-22', samples: [sample] });
  expect(effect.getByText('Prices on its last day: Dec 22, 2001')).toBeVisible();
});

test('where it does not make the price, the server says why', async () => {
  const { effect } = await effectOf({
    day: todayIn('Europe/Warsaw'),
    samples: [
      { ...sample, text: 'The lower price comes first: “Sale” (20%).' },
      { ...sample, sku: 'AXE', text: 'Its currency is not that of the shop: EUR, PLN.' },
    ],
  });
  expect(effect.getByText('The lower price comes first: “Sale” (20%).')).toBeVisible();
  expect(effect.getByText('Its currency is not that of the shop: EUR, PLN.')).toBeVisible();
  expect(effect.queryByText(/^Prices on/)).toBeNull();
});

test('whom it is for and how much are asked for at once, and a refusal of the server stands at its field', async () => {
  const createDiscount = vi.fn(() => {
    throw invalidField('discount.validTo', 'END_BEFORE_START');
  });
  const { user } = await renderApp(<NewDiscountPage />, { path: '/discounts/new', server: pricingServer({ discounts: { createDiscount } }) });
  await user.click(await screen.findByRole('button', { name: 'Grant discount' }));
  const summary = within(await screen.findByRole('alert'));
  expect(summary.getByRole('button', { name: 'Group' }).closest('li')).toHaveTextContent('Group: Choose whom it is for.');
  expect(summary.getByRole('button', { name: 'Percentage' }).closest('li')).toHaveTextContent('Percentage: Enter how much.');
  await user.click(screen.getByRole('radio', { name: 'Fixed price' }));
  await user.click(screen.getByRole('button', { name: 'Grant discount' }));
  expect((await screen.findByRole('button', { name: 'Net price of a unit' })).closest('li')).toHaveTextContent('Enter how much.');
  expect(createDiscount).not.toHaveBeenCalled();

  await user.click(screen.getByRole('radio', { name: 'Percentage' }));
  await user.type(screen.getByRole('textbox', { name: 'Percentage' }), '5');
  await user.click(screen.getByRole('radio', { name: 'Everyone' }));
  await user.click(screen.getByRole('button', { name: 'Grant discount' }));
  await waitFor(() => expect(screen.getByLabelText('Last day')).toHaveAccessibleDescription(/The last day comes before the first\./));
});

test('an error of a choice without an input is said by its label, and leads to the radio that is on', async () => {
  const createDiscount = vi.fn(() => {
    throw refusal(Code.InvalidArgument, 'INVALID_FIELDS', {
      fields: [
        { field: 'discount.scope', reason: 'FIXED_PRICE_NEEDS_PRODUCT' },
        { field: 'discount.validTo', reason: 'END_BEFORE_START' },
      ],
    });
  });
  const { user } = await renderApp(<NewDiscountPage />, { path: '/discounts/new', server: pricingServer({ discounts: { createDiscount } }) });
  await user.click(await screen.findByRole('radio', { name: 'Everyone' }));
  await user.type(screen.getByRole('textbox', { name: 'Percentage' }), '5');
  await user.click(screen.getByRole('button', { name: 'Grant discount' }));
  const everything = screen.getByRole('radio', { name: 'Everything' });
  await waitFor(() => expect(everything).toHaveFocus());
  expect(screen.getByRole('radiogroup', { name: 'Applies to' })).toHaveAccessibleDescription(/A fixed price is not on everything/);
  await user.click(screen.getByRole('button', { name: 'Last day' }));
  expect(screen.getByLabelText('Last day')).toHaveFocus();
  await user.click(screen.getByRole('button', { name: 'Applies to' }));
  expect(everything).toHaveFocus();
});

test('what is not valid yet only explains why there is no effect', async () => {
  await renderApp(<NewDiscountPage />, {
    path,
    server: pricingServer({
      discounts: {
        previewDiscount: () => {
          throw invalidField('discount.percent', 'PERCENT_INVALID');
        },
      },
    }),
  }).then(async ({ user }) => user.type(await screen.findByRole('textbox', { name: 'Percentage' }), '500'));
  const effect = within(screen.getByRole('region', { name: 'What it does' }));
  expect(await effect.findByText('This is not a valid percentage.')).toBeVisible();
  expect(effect.queryByRole('alert')).toBeNull();
});

test('an empty catalogue says where products come from', async () => {
  await renderApp(<NewDiscountPage />, { path: '/discounts/new', server: pricingServer({ products: { listProducts: () => ({}) } }) });
  expect(await screen.findByText('The catalogue is empty')).toBeVisible();
  expect(screen.getByRole('link', { name: 'How to push them' })).toHaveAttribute('href', '/erp');
});

test('what is no id chooses nobody and asks nobody, and one that nobody has is seen', async () => {
  const getCustomer = vi.fn();
  const getGroup = vi.fn(() => {
    throw refusal(Code.NotFound, 'GROUP_NOT_FOUND');
  });
  const server = (router: ConnectRouter) => {
    pricingServer()(router);
    router.service(CustomerService, { getCustomer });
    router.service(GroupService, { listGroups: () => ({}), getGroup });
  };
  await renderApp(<NewDiscountPage />, { path: '/discounts/new?customer=zzz&group=zzz', server });
  expect(await screen.findByRole('combobox', { name: 'Group' })).toHaveValue('');
  expect(getCustomer).not.toHaveBeenCalled();
  expect(getGroup).not.toHaveBeenCalled();
  cleanup();
  await renderApp(<NewDiscountPage />, { path: `/discounts/new?group=${winter.id}`, server });
  await waitFor(() => expect(screen.getByRole('combobox', { name: 'Group' })).toHaveValue(winter.id));
});
