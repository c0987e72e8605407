import { create } from '@bufbuild/protobuf';
import { screen } from '@testing-library/react';
import { afterAll, expect, test } from 'vitest';
import { MoneySchema } from '@/gen/kartoteka/v1/customer_pb';
import { loadTexts, setLanguage } from '@/i18n';
import { renderApp } from '@/test/render';
import { useCouponText } from './useCouponText';

afterAll(() => setLanguage('en'));

const value = create(MoneySchema, { amount: '220.00', currency: 'PLN' });

function Reduction() {
  return useCouponText().reduction({ case: 'amount', value });
}

test('an amount is written as the sentences of the server write it', async () => {
  await setLanguage('pl');
  await loadTexts('coupons');
  await renderApp(<Reduction />);
  expect(await screen.findByText('−220,00 PLN')).toBeVisible();
});
