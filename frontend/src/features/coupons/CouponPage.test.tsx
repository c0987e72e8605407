import { timestampNow } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { CreateCouponRequest } from '@/gen/kartoteka/v1/coupon_service_pb';
import { acme, pricingServer } from '@/test/pricing';
import { refusal } from '@/test/refusal';
import { renderApp } from '@/test/render';
import { CouponPage } from './CouponPage';
import { CouponsTab } from './CouponsTab';

const id = '01890000-0000-7000-8000-0000000000f1';
const welcome = { id, code: 'WELCOME-10', name: 'Newcomers', reduction: { case: 'percent', value: '10' } as const, uses: 2, maxUses: 2, etag: '1' };

test('coupons are listed with what they take off and their uses, and one that is used up says so', async () => {
  const autumn = { ...welcome, id: '01890000-0000-7000-8000-0000000000f2', code: 'AUTUMN-20', reduction: { case: 'amount', value: { amount: '20.00', currency: 'PLN' } } as const, uses: 0 };
  await renderApp(<CouponsTab />, { path: '/discounts?tab=coupons', server: pricingServer({ coupons: { listCoupons: () => ({ coupons: [welcome, autumn] }) } }) });
  expect(await screen.findByRole('link', { name: 'WELCOME-10' })).toHaveAttribute('href', `/discounts/coupons/${id}`);
  expect(screen.getByText('−10%')).toBeVisible();
  expect(screen.getByText('−20.00 PLN')).toBeVisible();
  expect(screen.getByText('2 of 2')).toBeVisible();
  expect(screen.getByText('Used up')).toBeVisible();
  expect(screen.getAllByText('Anybody')).toHaveLength(2);
});

test('a coupon is made, and a code that is taken is said on its field', async () => {
  const created: CreateCouponRequest[] = [];
  const { user, address } = await renderApp(<CouponsTab />, {
    path: '/discounts?tab=coupons',
    server: pricingServer({
      coupons: {
        createCoupon: (request) => {
          created.push(request);
          if (created.length === 1) throw refusal(Code.AlreadyExists, 'COUPON_CODE_TAKEN', { fields: [{ field: 'code', reason: 'COUPON_CODE_TAKEN' }] });
          return { coupon: welcome };
        },
      },
    }),
  });
  await user.click((await screen.findAllByRole('button', { name: 'New coupon' }))[0] as HTMLElement);
  const dialog = within(await screen.findByRole('dialog', { name: 'New coupon' }));
  await user.type(dialog.getByRole('textbox', { name: /^Code/ }), 'WELCOME-10');
  await user.type(dialog.getByRole('textbox', { name: 'Percentage' }), '10');
  await user.type(dialog.getByRole('textbox', { name: 'Uses in all' }), '2');
  await user.click(dialog.getByRole('button', { name: 'Create coupon' }));
  await waitFor(() => expect(dialog.getByRole('textbox', { name: /^Code/ })).toHaveAccessibleDescription(/Another coupon has this code\./));
  await user.click(dialog.getByRole('button', { name: 'Create coupon' }));
  await waitFor(() => expect(address()).toBe(`/discounts/coupons/${id}`));
  expect(created[1]?.coupon).toMatchObject({ code: 'WELCOME-10', reduction: { case: 'percent', value: '10' }, maxUses: 2, customerId: '' });
});

test('each use tells who, where and how much; one that was given back says so', async () => {
  const used = { couponId: id, customerId: acme.id, customerName: acme.name, orderReference: 'A-1', reduction: { amount: '10', currency: 'PLN' }, time: timestampNow() };
  await renderApp(<CouponPage couponId={id} />, {
    server: pricingServer({
      coupons: {
        getCoupon: () => ({ coupon: welcome }),
        listRedemptions: () => ({ redemptions: [{ ...used, id: 'r1' }, { ...used, id: 'r2', orderReference: 'A-2', releaseTime: timestampNow() }] }),
      },
    }),
  });
  const table = within(await screen.findByRole('table', { name: 'Redemptions' }));
  expect(table.getAllByRole('link', { name: 'Acme' })).toHaveLength(2);
  expect(table.getByRole('row', { name: /A-2/ })).toHaveTextContent('Given back');
  expect(table.getByRole('row', { name: /A-1/ })).not.toHaveTextContent('Given back');
});

test('ending a coupon is asked about and sent with its etag; its code never changes', async () => {
  const endCoupon = vi.fn(() => ({}));
  const { user } = await renderApp(<CouponPage couponId={id} />, { server: pricingServer({ coupons: { getCoupon: () => ({ coupon: welcome }), endCoupon } }) });
  await user.click(await screen.findByRole('button', { name: 'Edit: Coupon' }));
  expect(screen.queryByRole('textbox', { name: /^Code/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'End coupon' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'End coupon' }));
  await waitFor(() => expect(endCoupon).toHaveBeenCalledWith(expect.objectContaining({ id, etag: '1' }), expect.anything()));
});

test('ending a coupon that somebody changed meanwhile is refused once, and then goes by what they saved', async () => {
  let coupon = welcome;
  const ended: string[] = [];
  const { user } = await renderApp(<CouponPage couponId={id} />, {
    server: pricingServer({
      coupons: {
        getCoupon: () => ({ coupon }),
        endCoupon: ({ etag }) => {
          ended.push(etag);
          if (etag !== coupon.etag) throw new ConnectError('stale', Code.Aborted);
          return { coupon };
        },
      },
    }),
  });
  await user.click(await screen.findByRole('button', { name: 'End coupon' }));
  coupon = { ...welcome, name: 'Everybody', etag: '2' };
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'End coupon' }));
  expect(await dialog.findByRole('alert')).toBeVisible();
  expect(await screen.findByText('Everybody')).toBeVisible();
  await user.click(dialog.getByRole('button', { name: 'End coupon' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(ended).toEqual(['1', '2']);
});
