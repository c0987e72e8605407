import type { MessageInitShape } from '@bufbuild/protobuf';
import { Code } from '@connectrpc/connect';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { ActorKind, HistoryService, HistorySubject, type HistoryEntrySchema, type HistoryValueSchema } from '@/gen/kartoteka/v1/history_service_pb';
import { refusal } from '@/test/refusal';
import { renderApp } from '@/test/render';
import { History } from './History';

type Value = MessageInitShape<typeof HistoryValueSchema>['value'];

const id = '01890000-0000-7000-8000-0000000000a1';

function render(...entries: MessageInitShape<typeof HistoryEntrySchema>[]) {
  return renderApp(<History subject={HistorySubject.GROUP} id={id} />, {
    server: ({ service }) => service(HistoryService, { listHistory: () => ({ entries: entries.map((entry, index) => ({ id: String(index), ...entry })) }) }),
  });
}

/** The entry of a change in which a field got this value. */
async function renderValue(action: string, field: string, value: Value) {
  await render({ action, subjectId: id, changes: [{ field, newValue: { value } }] });
  return screen.findByRole('listitem');
}

test.each<[string, string, string, Value, string]>([
  ['a text', 'GROUP_UPDATED', 'name', { case: 'text', value: 'VIP' }, 'NameVIP'],
  ['a constant of an ERP', 'CUSTOMER_BLOCKED', 'reason', { case: 'text', value: 'DEACTIVATED' }, 'Reasondeactivated'],
  ['a flag', 'EMPLOYEE_BLOCKED', 'blocked', { case: 'flag', value: true }, 'BlockedYes'],
  ['a number', 'GROUP_UPDATED', 'sortOrder', { case: 'number', value: '7' }, 'Sort order7'],
  ['a number that the feature has words for', 'CUSTOMER_UPDATED', 'paymentTermsDays', { case: 'number', value: '14' }, 'Payment terms14 days'],
  ['money', 'COUPON_UPDATED', 'amount', { case: 'money', value: { amount: '20.00', currency: 'EUR' } }, 'Amount€20.00'],
  ['a percentage', 'DISCOUNT_CREATED', 'percent', { case: 'percent', value: '12.5' }, 'Percentage12.5%'],
  ['a day', 'DISCOUNT_CREATED', 'validTo', { case: 'day', value: '2026-11-30' }, 'Last dayNov 30, 2026'],
  ['a code', 'STAFF_UPDATED', 'role', { case: 'code', value: 'owner' }, 'RoleOwner'],
  ['a code that is unknown here', 'STAFF_UPDATED', 'role', { case: 'code', value: 'jester' }, 'Rolejester'],
  ['the part of a setting', 'SHOP_UPDATED', 'pricing.shopDiscounts', { case: 'code', value: 'sum' }, 'Discounts and prices · Discounts of the shop'],
  ['the owner of a field', 'SOURCE_UPDATED', 'ownership.taxId.intra_eu', { case: 'code', value: 'shop' }, 'Who decides which field · Tax ID · Within the EUShop'],
  ['a country', 'SHOP_UPDATED', 'country', { case: 'country', value: 'GR' }, 'CountryGreece'],
  ['a reference', 'DISCOUNT_CREATED', 'customer', { case: 'reference', value: { noun: 'customer', id: 'c', name: 'Acme' } }, 'CustomerAcme'],
  ['a list', 'CUSTOMER_UPDATED', 'paymentMethods', { case: 'list', value: { values: [{ value: { case: 'text', value: 'cash' } }, { value: { case: 'text', value: 'card' } }] } }, 'cash and card'],
  [
    'a record',
    'CUSTOMER_BLOCKED',
    'blocks',
    {
      case: 'record',
      value: {
        parts: [
          { name: 'source', value: { value: { case: 'code', value: 'erp' } } },
          { name: 'sourceSystem', value: { value: { case: 'text', value: 'MAIN' } } },
        ],
      },
    },
    'BlocksERP · MAIN',
  ],
])('a value is in words: %s', async (_, action, field, value, words) => {
  expect((await renderValue(action, field, value)).textContent).toContain(words);
});

test('what was is told before what is; a "no" is not, and what is gone is said', async () => {
  const text = (value: string) => ({ value: { case: 'text' as const, value } });
  await render({
    action: 'GROUP_UPDATED',
    subjectId: id,
    actorKind: ActorKind.STAFF,
    actorName: 'Anna Nowak',
    changes: [
      { field: 'name', oldValue: text('Gold'), newValue: text('VIP') },
      { field: 'description', oldValue: text('old') },
      { field: 'approvalRequired', oldValue: { value: { case: 'flag', value: false } }, newValue: { value: { case: 'flag', value: true } } },
    ],
  });
  const entry = await screen.findByRole('listitem');
  for (const words of ['Group changed', 'Anna Nowak', 'NameGold → VIP', 'Descriptionold → emptied', 'ApprovalYes']) expect(entry).toHaveTextContent(words);
});

test('who joined is named, and the group itself is not', async () => {
  const vip = { value: { case: 'reference' as const, value: { noun: 'group', id, name: 'VIP' } } };
  await render({ action: 'GROUP_JOINED', subjectId: id, customer: { noun: 'customer', id: 'c', name: 'Acme' }, changes: [{ field: 'groupIds', newValue: vip }] });
  expect(await screen.findByRole('link', { name: 'Acme' })).toHaveAttribute('href', '/customers/c');
  expect(screen.getByRole('listitem')).not.toHaveTextContent('VIP');
});

test('a thing that is older than the history has none, which is no failure', async () => {
  await renderApp(<History subject={HistorySubject.GROUP} id={id} />, {
    server: ({ service }) =>
      service(HistoryService, {
        listHistory: () => {
          throw refusal(Code.NotFound, 'SUBJECT_NOT_FOUND');
        },
      }),
  });
  expect(await screen.findByText('Nothing has happened yet.')).toBeVisible();
});
