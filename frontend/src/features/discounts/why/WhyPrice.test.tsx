import type { MessageInitShape } from '@bufbuild/protobuf';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { DiscountVerdict, PriceStepKind, type ExplainRequest, type ExplainResponseSchema, type QuoteResponseSchema } from '@/gen/kartoteka/v1/pricing_service_pb';
import { setLanguage } from '@/i18n';
import { acme, ofErp, pricingServer, saw, winter } from '@/test/pricing';
import { invalidField } from '@/test/refusal';
import { renderApp } from '@/test/render';
import { WhyPrice } from './WhyPrice';

afterEach(() => setLanguage('en'));

const pln = (amount: string) => ({ amount, currency: 'PLN' });

const quote = {
  lines: [{ sku: saw.sku, quantity: '10', basePrice: pln('100'), unitPrice: '87.53125', lineTotal: pln('875.31'), lineTotalWithTax: pln('1076.63'), discountIds: [winter.id] }],
  total: pln('875.31'),
  payable: pln('875.31'),
} satisfies MessageInitShape<typeof QuoteResponseSchema>;

const answer: MessageInitShape<typeof ExplainResponseSchema> = {
  quote,
  lines: [
    {
      summary: 'The sentence of the server.',
      steps: [
        { kind: PriceStepKind.BASE, amount: '100', text: 'Base price 100.00 PLN' },
        { kind: PriceStepKind.PERCENT, amount: '87.53125', text: 'Less 12.5 % by Winter saws' },
        { kind: PriceStepKind.LINE, amount: '875.31', text: 'Times 10, rounded' },
      ],
      winners: [{ discount: winter, verdict: DiscountVerdict.WON, text: 'It has the largest step.', unitPrice: '87.53125' }],
      losers: [{ discount: ofErp, verdict: DiscountVerdict.SMALLER_STEP, text: 'Winter saws has a larger step.', unitPrice: '95', lostToId: winter.id }],
    },
  ],
  day: '2026-11-22',
};

async function ask(explain: (request: ExplainRequest) => MessageInitShape<typeof ExplainResponseSchema>) {
  const rendered = await renderApp(<WhyPrice customerId={acme.id} />, { server: pricingServer({ pricing: { explain } }) });
  await rendered.user.click(await screen.findByRole('combobox', { name: 'Product, line 1' }));
  await rendered.user.click(await screen.findByRole('option', { name: /SAW-5/, hidden: true }));
  return rendered;
}

test('the price is shown exact, with the words of the server, each step, the winner, and why the other lost', async () => {
  const asked: ExplainRequest[] = [];
  await ask((request) => {
    asked.push(request);
    return answer;
  });
  const article = within(await screen.findByRole('article', { name: 'Saw' }));
  expect(article.getByText('The sentence of the server.')).toBeVisible();
  expect(article.getAllByText('87.53125 PLN', { selector: 'strong' })).toHaveLength(1);
  expect(article.getByText('× 10 = 875.31 PLN net · 1076.63 PLN with tax')).toBeVisible();
  expect(within(article.getByRole('table', { name: 'How it is worked out' })).getAllByRole('row')).toHaveLength(4);
  expect(within(article.getByRole('list', { name: 'Makes the price' })).getByRole('link', { name: 'Winter saws' })).toHaveAttribute('href', `/discounts/${winter.id}`);
  const losers = article.getByRole('list', { name: 'Does not make the price' });
  expect(losers).toHaveTextContent('Winter saws has a larger step.');
  expect(losers).toHaveTextContent('ERP MAIN');
  expect(asked.at(-1)).toMatchObject({ language: 'en', quote: { customerId: acme.id, lines: [{ sku: saw.sku, quantity: '1' }] } });
});

test('the sentences are asked for in the language of the person', async () => {
  const asked: ExplainRequest[] = [];
  await ask((request) => {
    asked.push(request);
    return answer;
  });
  await screen.findByRole('article');
  await setLanguage('pl');
  await waitFor(() => expect(asked.at(-1)?.language).toBe('pl'));
});

test('a past moment is one by the clocks of the shop', async () => {
  const asked: ExplainRequest[] = [];
  const { user } = await ask((request) => {
    asked.push(request);
    return answer;
  });
  await screen.findByRole('article');
  await user.type(screen.getByLabelText('Date and time'), '2026-05-03T12:00');
  await waitFor(() => expect(asked.at(-1)?.quote?.asOf?.seconds).toBe(BigInt(Date.parse('2026-05-03T10:00:00Z') / 1000)));
});

test('a quantity that is none is said at its line, and no price is left standing', async () => {
  await ask(() => {
    throw invalidField('quote.lines[0].quantity', 'QUANTITY_INVALID');
  });
  await waitFor(() => expect(screen.getByLabelText('Quantity, line 1')).toHaveAccessibleDescription('This is not a valid quantity.'));
  expect(screen.queryByRole('article')).toBeNull();
});

test('a coupon is asked with, and what it takes off and what is left is shown', async () => {
  const asked: ExplainRequest[] = [];
  const { user } = await ask((request) => {
    asked.push(request);
    return request.quote?.couponCode ? { ...answer, quote: { ...quote, couponReduction: pln('87.53'), payable: pln('787.78') } } : answer;
  });
  await screen.findByRole('article');
  expect(screen.queryByText('Payable, net:')).toBeNull();
  await user.type(screen.getByLabelText('Coupon code'), 'WELCOME-10');
  await screen.findByText('Payable, net:');
  expect(screen.getAllByRole('term').map((term) => term.textContent)).toEqual(['Total, net:', 'Coupon:', 'Payable, net:']);
  expect(screen.getAllByRole('definition').map((amount) => amount.textContent)).toEqual(['875.31 PLN', '−87.53 PLN', '787.78 PLN']);
  expect(asked.at(-1)?.quote?.couponCode).toBe('WELCOME-10');
});

test('a coupon that is refused is said at its field and nowhere else, and no price is left standing', async () => {
  const { user } = await ask((request) => {
    if (request.quote?.couponCode) throw invalidField('quote.couponCode', 'COUPON_EXPIRED');
    return answer;
  });
  await screen.findByRole('article');
  await user.type(screen.getByLabelText('Coupon code'), 'OLD');
  await waitFor(() => expect(screen.getByLabelText('Coupon code')).toHaveAccessibleDescription(/The last day of this coupon is over\./));
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.queryByRole('article')).toBeNull();
  await user.clear(screen.getByLabelText('Coupon code'));
  expect(await screen.findByRole('article')).toBeVisible();
});

test('the address keeps the question, and asks it again', async () => {
  const asked: ExplainRequest[] = [];
  const explain = (request: ExplainRequest) => {
    asked.push(request);
    return answer;
  };
  const { user, address } = await ask(explain);
  await user.type(screen.getByLabelText('Coupon code'), 'WELCOME-10');
  await waitFor(() => expect(address()).toBe('/?line=1+SAW-5&coupon=WELCOME-10'));
  expect(screen.getByLabelText('Coupon code')).toHaveValue('WELCOME-10');
  cleanup();
  await renderApp(<WhyPrice customerId={acme.id} />, { path: '/?line=7+SAW-5&at=2026-05-03T12:00', server: pricingServer({ pricing: { explain } }) });
  expect(await screen.findByRole('article', { name: 'Saw' })).toBeVisible();
  expect(screen.getByLabelText('Quantity, line 1')).toHaveValue('7');
  expect(asked.at(-1)?.quote).toMatchObject({ lines: [{ sku: saw.sku, quantity: '7' }], asOf: { seconds: BigInt(Date.parse('2026-05-03T10:00:00Z') / 1000) } });
});

test('the keyboard goes on in the line that was added, and in the one before a line that was removed', async () => {
  const { user } = await renderApp(<WhyPrice customerId={acme.id} />, { server: pricingServer() });
  const product = (position: number) => screen.getByRole('combobox', { name: `Product, line ${position}` });
  await user.click(await screen.findByRole('button', { name: 'Add a product' }));
  expect(product(2)).toHaveFocus();
  await user.click(screen.getByRole('button', { name: 'Add a product' }));
  expect(product(3)).toHaveFocus();
  await user.click(screen.getByRole('button', { name: 'Remove line 3' }));
  expect(product(2)).toHaveFocus();
  await user.click(screen.getByRole('button', { name: 'Remove line 1' }));
  expect(product(1)).toHaveFocus();
});

test('a base price is crossed out where the price differs from it, however many decimals it is written with', async () => {
  const line = { ...quote.lines[0], basePrice: pln('100.00'), unitPrice: '100' };
  await ask(() => ({ ...answer, quote: { ...quote, lines: [line] } }));
  const article = await screen.findByRole('article', { name: 'Saw' });
  expect(article.querySelector('del')).toBeNull();
  cleanup();
  await ask(() => ({ ...answer, quote: { ...quote, lines: [{ ...line, basePrice: pln('99999999999999.9999'), unitPrice: '99999999999999.9998' }] } }));
  expect((await screen.findByRole('article', { name: 'Saw' })).querySelector('del')).toHaveTextContent('99999999999999.9999 PLN');
});
