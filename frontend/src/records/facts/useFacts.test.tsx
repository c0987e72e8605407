import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { CustomerSchema, TaxStatus } from '@/gen/kartoteka/v1/customer_pb';
import { DiscountSchema } from '@/gen/kartoteka/v1/discount_pb';
import { loadTexts } from '@/i18n';
import { renderApp } from '@/test/render';
import { FactList } from './FactList';
import { useFacts, type Shows } from './useFacts';

function Customer({ fields, ...values }: MessageInitShape<typeof CustomerSchema> & { fields: string[] }) {
  return <FactList facts={useFacts(CustomerSchema, 'customers')} record={create(CustomerSchema, values)} fields={fields} />;
}

test.each<[string, MessageInitShape<typeof CustomerSchema>, string]>([
  ['name', { name: 'Acme' }, 'NameAcme'],
  ['phone', {}, 'Phone–'],
  ['taxCountry', { taxCountry: 'PL' }, 'Tax countryPoland'],
  ['taxStatus', { taxStatus: TaxStatus.INTRA_EU }, 'Tax statusWithin the EU'],
  ['erpDiscountPercent', { erpDiscountPercent: '7.50' }, 'ERP discount7.5%'],
  ['paymentTermsDays', { paymentTermsDays: 14 }, 'Payment terms14 days'],
  ['paymentTermsDays', {}, 'Payment terms–'],
  ['creditLimit', { creditLimit: { amount: '100', currency: 'EUR' } }, 'Credit limit€100'],
  ['paymentMethods', { paymentMethods: ['cash', 'card'] }, 'Payment methodscash and card'],
  ['needsDefaultEmployee', { needsDefaultEmployee: true }, 'needsDefaultEmployeeYes'],
])('type and name of a field say how it is shown: %s', async (field, values, words) => {
  await loadTexts('customers');
  await renderApp(<Customer {...values} fields={[field]} />);
  expect((await screen.findByRole('term')).parentElement).toHaveTextContent(words);
});

const shows: Shows<typeof DiscountSchema> = { reduction: ({ reduction }) => `off: ${reduction.case ?? 'nothing'}` };

function Discount() {
  const facts = useFacts(DiscountSchema, 'discounts', shows);
  const record = create(DiscountSchema, { reduction: { case: 'percent', value: '10' } });
  return <p>{['reduction', 'percent', 'fixedPrice'].map((field) => facts.show(field, record))}</p>;
}

test('what a feature says of a oneof holds for each of its fields', async () => {
  await renderApp(<Discount />);
  expect(await screen.findByText('off: percentoff: percentoff: percent')).toBeVisible();
});
