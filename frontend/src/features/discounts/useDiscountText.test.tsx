import { screen } from '@testing-library/react';
import { afterAll, expect, test } from 'vitest';
import { loadTexts, setLanguage } from '@/i18n';
import { renderApp } from '@/test/render';
import { useDiscountText } from './useDiscountText';

afterAll(() => setLanguage('en'));

const value = { amount: '220.00', currency: 'PLN' };

function Reductions() {
  const { reduction } = useDiscountText();
  return [reduction({ case: 'fixedPrice', value }), reduction({ case: 'amount', value })].join(' | ');
}

test('prices and amounts are written as the sentences of the server write them', async () => {
  await setLanguage('pl');
  await loadTexts('discounts');
  await renderApp(<Reductions />);
  expect(await screen.findByText('220,00 PLN | −220,00 PLN')).toBeVisible();
});
