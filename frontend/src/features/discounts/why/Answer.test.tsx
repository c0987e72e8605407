import { readFileSync } from 'node:fs';
import { create } from '@bufbuild/protobuf';
import { cleanup, screen } from '@testing-library/react';
import { afterAll, expect, test } from 'vitest';
import { DiscountVerdict, ExplanationSchema, QuotedLineSchema } from '@/gen/kartoteka/v1/pricing_service_pb';
import { languages, loadTexts, setLanguage, type Language } from '@/i18n';
import { acme, pricingServer } from '@/test/pricing';
import { renderApp } from '@/test/render';
import { Answer } from './Answer';

type Words<Value = string> = Record<Language, Value>;

interface WorkedLine {
  unitPrice: string;
  lineTotal: string;
  summary: Words;
  steps: Words<string[]>;
  losers?: { name: string; text: Words }[];
}

interface Case {
  title: string;
  shop: { currency: string };
  lines: { sku: string; quantity: string }[];
  expect: { lines: WorkedLine[] };
}

// What is worked by hand in docs/pricing.md; that the server says so is tested there, that the screen does is tested here.
const cases = JSON.parse(readFileSync('../docs/pricing-cases.json', 'utf8')) as Case[];

afterAll(() => setLanguage('en'));

function answerOf({ shop, lines }: Case, worked: WorkedLine, index: number, language: Language) {
  const { sku = '', quantity = '' } = lines[index] ?? {};
  const money = (amount: string) => ({ amount, currency: shop.currency });
  const line = create(QuotedLineSchema, { sku, quantity, basePrice: money('1'), unitPrice: worked.unitPrice, lineTotal: money(worked.lineTotal) });
  const explanation = create(ExplanationSchema, {
    summary: worked.summary[language],
    steps: worked.steps[language].map((text) => ({ text, amount: worked.unitPrice })),
    losers: (worked.losers ?? []).map(({ name, text }, nth) => ({ discount: { id: String(nth), name }, text: text[language], verdict: DiscountVerdict.EXPIRED })),
  });
  return <Answer key={index} customerId={acme.id} explanation={explanation} line={line} product={undefined} />;
}

test.each(cases.map((worked, index) => ({ ...worked, language: languages[index % languages.length] ?? 'en' })))(
  'worked by hand, in $language: $title',
  async ({ language, ...worked }) => {
    await setLanguage(language);
    await loadTexts('discounts');
    const { container } = await renderApp(<>{worked.expect.lines.map((line, index) => answerOf(worked, line, index, language))}</>, { server: pricingServer() });
    expect(await screen.findAllByRole('article')).toHaveLength(worked.expect.lines.length);
    for (const line of worked.expect.lines) {
      const price = line.unitPrice.replace('.', language === 'en' ? '.' : ',');
      expect(container).toHaveTextContent(`${price} ${worked.shop.currency}`);
      for (const words of [line.summary[language], ...line.steps[language], ...(line.losers ?? []).map(({ text }) => text[language])]) {
        expect(container).toHaveTextContent(words.replace(/\s+/g, ' '));
      }
    }
    cleanup();
  },
);
