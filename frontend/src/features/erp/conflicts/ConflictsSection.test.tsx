import { Code } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { ConflictResolution, type ResolveSyncConflictRequest } from '@/gen/kartoteka/v1/source_system_service_pb';
import { refusal } from '@/test/refusal';
import { testSession } from '@/test/session';
import { renderSource, sourceId } from '@/test/source';
import { ConflictsSection } from './ConflictsSection';

const text = (value: string) => ({ value: { case: 'text' as const, value } });
const code = (value: string) => ({ value: { case: 'code' as const, value } });

const phone = { id: 'x1', customerId: 'c1', customerName: 'Acme', field: 'phone', shopValue: text('601 000 111'), erpValue: text('+48 601 000 222') };
const status = { id: 'x2', customerId: 'c2', customerName: 'Beta', field: 'taxStatus', shopValue: code('domestic'), erpValue: code('intra_eu') };
const note = { id: 'x3', customerId: 'c3', customerName: 'Gamma', field: 'note', erpValue: text('pays late') };

/** A decision closes a conflict, unless the server refuses it. */
function renderConflicts(options: { refuses?: boolean; session?: ReturnType<typeof testSession> } = {}) {
  const decisions: ResolveSyncConflictRequest[] = [];
  const rendered = renderSource(<ConflictsSection sourceId={sourceId} />, {
    ...(options.session ? { session: options.session } : {}),
    methods: {
      listSyncConflicts: () => ({ conflicts: [phone, status, note].filter(({ id }) => !decisions.some((decision) => decision.id === id)) }),
      resolveSyncConflict: (request) => {
        if (options.refuses) throw refusal(Code.FailedPrecondition, 'FIELD_OWNED_BY_ERP');
        decisions.push(request);
        return {};
      },
    },
  });
  return rendered.then((app) => ({ ...app, decisions }));
}

const card = (name: string) => screen.findByRole('listitem', { name });

test('each conflict shows customer, field and both values, in words', async () => {
  await renderConflicts();
  const tax = await card('Tax status, Beta');
  expect(within(tax).getByRole('link', { name: 'Beta' })).toHaveAttribute('href', '/customers/c2');
  await waitFor(() => expect(tax).toHaveTextContent('The shop hadDomestic'));
  expect(tax).toHaveTextContent('From the ERP, stands nowWithin the EU');
  expect(await card('Note, Gamma')).toHaveTextContent('The shop hadnothing');
});

test('a decision by keyboard is sent, the card is gone, and the keyboard is on the next one', async () => {
  const { user, decisions } = await renderConflicts();
  (await screen.findByRole('button', { name: 'Restore our value: Phone, Acme' })).focus();
  await user.keyboard('{Enter}');
  expect(screen.getByRole('button', { name: 'Restore our value: Tax status, Beta' })).toHaveFocus();
  await waitFor(() => expect(decisions).toHaveLength(1));
  expect(decisions[0]).toMatchObject({ id: 'x1', resolution: ConflictResolution.TAKE_SHOP });
  expect(screen.queryByRole('listitem', { name: 'Phone, Acme' })).not.toBeInTheDocument();
});

test('several decisions in a row are each sent, and that there are none left is said', async () => {
  const { user, decisions } = await renderConflicts();
  for (const name of ['Phone, Acme', 'Tax status, Beta', 'Note, Gamma']) {
    await user.click(await screen.findByRole('button', { name: `Keep the ERP’s: ${name}` }));
  }
  expect(await screen.findByText('No conflicts')).toBeVisible();
  await waitFor(() => expect(decisions.map(({ id }) => id)).toEqual(['x1', 'x2', 'x3']));
});

test('a decision that the server refuses brings the card back, with the reason', async () => {
  const { user } = await renderConflicts({ refuses: true });
  await user.click(await screen.findByRole('button', { name: 'Restore our value: Phone, Acme' }));
  expect(await screen.findByText('This field comes from the ERP; change it there.')).toBeVisible();
  expect(await card('Phone, Acme')).toBeVisible();
});

test('whoever may not edit customers only looks', async () => {
  await renderConflicts({ session: testSession([Permission.SYNC_READ]) });
  await card('Phone, Acme');
  expect(screen.getByText('Your role may only look at these.')).toBeVisible();
  expect(screen.queryByRole('button', { name: /^(Keep|Put)/ })).not.toBeInTheDocument();
});
