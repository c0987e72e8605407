import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { acme, pricingServer, vip } from '@/test/pricing';
import { renderApp } from '@/test/render';
import { CustomerCoupons } from './CustomerCoupons';

test('coupons that could not be loaded are not passed over in silence', async () => {
  let isBroken = true;
  const listCoupons = () => {
    if (isBroken) throw new Error('broken');
    return { coupons: [{ id: vip.id, code: 'WELCOME', reduction: { case: 'percent', value: '10' } as const }] };
  };
  const { user } = await renderApp(<CustomerCoupons customerId={acme.id} />, { server: pricingServer({ coupons: { listCoupons } }) });
  expect(await screen.findByRole('alert')).toHaveTextContent('This could not be loaded');
  expect(screen.getByRole('heading', { name: 'Coupons bound to this customer' })).toBeVisible();
  isBroken = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('link', { name: 'WELCOME' })).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
});
