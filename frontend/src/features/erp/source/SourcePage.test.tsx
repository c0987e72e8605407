import { timestampFromDate, timestampNow } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { ApiKeyScope } from '@/gen/kartoteka/v1/api_key_service_pb';
import { Outcome } from '@/gen/kartoteka/v1/contractor_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { SyncRecordKind } from '@/gen/kartoteka/v1/source_system_service_pb';
import { SyncRunKind, SyncRunState } from '@/gen/kartoteka/v1/sync_run_pb';
import { testSession } from '@/test/session';
import { renderSource, sourceId, testSource } from '@/test/source';
import { SourcePage } from './SourcePage';

const now = timestampNow();
const run = {
  id: 'r1',
  startTime: now,
  durationMs: 1234,
  kind: SyncRunKind.UPLOAD,
  state: SyncRunState.COMPLETED,
  batches: 3,
  bytes: 1_540_000n,
  p99Ms: 512,
  apiKeyId: 'k1',
  summary: { created: 2, unchanged: 40, rejected: 1 },
};
const reject = {
  kind: SyncRecordKind.CONTRACTOR,
  externalId: '1007',
  time: now,
  times: 3,
  outcome: Outcome.REJECTED,
  customerId: 'c1',
  fieldViolations: [
    { field: 'taxId', reason: 'TAX_ID_CHECKSUM', description: 'The check digit is wrong.' },
    { field: 'addresses[1].country', reason: 'BRAND_NEW_REASON', description: 'Something of the future.' },
  ],
};
const apiKeys = [
  { id: 'k1', name: 'Night job', scopes: [ApiKeyScope.SYNC], sourceSystem: 'optima-1', prefix: 'kt_abc' },
  { id: 'k2', name: 'Other source', scopes: [ApiKeyScope.SYNC], sourceSystem: 'xl', prefix: 'kt_def' },
];
const full = { listSyncRuns: () => ({ runs: [run] }), listSyncRejects: () => ({ rejects: [reject] }) };

function renderView(options: Parameters<typeof renderSource>[1] = {}) {
  return renderSource(<SourcePage sourceId={sourceId} />, { methods: full, listApiKeys: () => ({ apiKeys }), ...options });
}

const fact = async (name: string) => (await screen.findByText(name, { selector: 'dt' })).parentElement;

test('the state of the source is seen at a glance, and each figure leads to what is behind it', async () => {
  await renderView({
    source: {
      ...testSource,
      rejectCount: 3,
      conflictCount: 2,
      snapshot: { id: 'r2', state: SyncRunState.RUNNING, snapshot: { receivedCount: 1_200n } },
    },
    methods: { ...full, listFeedConsumers: () => ({ consumers: [{ name: 'erp', backlog: 40n, oldestTime: now }] }) },
  });
  const figures = [
    ['Last contact', '#runs'],
    ['Rejected', '#rejects'],
    ['Conflicts', '#conflicts'],
    ['Snapshot', '#snapshot'],
    ['Unread changes', '#feed'],
  ] as const;
  for (const [name, hash] of figures) expect((await fact(name))?.querySelector('a')).toHaveAttribute('href', `/erp/${sourceId}${hash}`);
  expect(await fact('Rejected')).toHaveTextContent('3');
  expect(await fact('Conflicts')).toHaveTextContent('2');
  expect(await fact('Snapshot')).toHaveTextContent('RunningReceived so far: 1,200');
  expect(await fact('Unread changes')).toHaveTextContent('40 changesthe oldest from now');
  expect((await fact('Customers'))?.querySelector('a')).toHaveAttribute('href', '/customers?source=optima-1');
});

test('a figure leads the keyboard to its section, and so does the address', async () => {
  const { user, address, unmount } = await renderView();
  await user.click(await screen.findByRole('link', { name: 'no program reads them' }));
  await waitFor(() => expect(screen.getByRole('region', { name: 'Who reads the changes' })).toHaveFocus());
  expect(address()).toBe(`/erp/${sourceId}#feed`);
  unmount();
  await renderView({ path: `/erp/${sourceId}#conflicts` });
  await waitFor(() => expect(screen.getByRole('region', { name: 'Conflicts' })).toHaveFocus());
});

test('that nobody reads the changes is said', async () => {
  await renderView();
  await screen.findByRole('link', { name: 'no program reads them' });
});

test('a run tells its kind, its outcomes in words, how much it was, how long it took, and which key sent it', async () => {
  await renderView();
  const table = await screen.findByRole('table', { name: 'Sync runs' });
  const texts = ['Upload', 'Completed', '1 rejected', '2 created', '40 unchanged', '1.5 MB', '3 batches', '1.2 sec', '99% within 512 ms'];
  for (const text of texts) expect(within(table).getByText(text)).toBeVisible();
  expect(await within(table).findByText('Night job')).toBeVisible();
});

test('a rejected record names each field, the reason, the way to mend it and the customer', async () => {
  await renderView();
  const table = await screen.findByRole('table', { name: 'Rejected records' });
  expect(table).toHaveTextContent('Tax ID: The tax ID is mistyped: its check digit does not match. TAX_ID_CHECKSUM');
  expect(within(table).getByText(/one digit is wrong/)).toBeVisible();
  expect(within(table).getByText('3 times')).toBeVisible();
  expect(within(table).getByRole('link', { name: 'Open customer' })).toHaveAttribute('href', '/customers/c1');
});

test('a rejected discount is told apart from a contractor of the same id', async () => {
  const discount = {
    ...reject,
    kind: SyncRecordKind.DISCOUNT,
    customerId: '',
    fieldViolations: [{ field: 'contractor', reason: 'CONTRACTOR_UNKNOWN', description: 'No such contractor.' }],
  };
  await renderView({ methods: { ...full, listSyncRejects: () => ({ rejects: [reject, discount] }) } });
  const table = await screen.findByRole('table', { name: 'Rejected records' });
  const [, first, second] = within(table).getAllByRole('row');
  expect(first).toHaveTextContent('1007Contractor');
  expect(second).toHaveTextContent('1007Discount');
  expect(second).toHaveTextContent('Contractor: The ERP has sent no such contractor.');
  expect(second).toHaveTextContent('Send the contractor first');
  expect(second).not.toHaveTextContent('none yet');
});

test('a reason that is unknown here keeps the words of the server and the general advice', async () => {
  await renderView();
  const table = await screen.findByRole('table', { name: 'Rejected records' });
  expect(table).toHaveTextContent('Address 2 · country: Something of the future. BRAND_NEW_REASON');
  expect(within(table).getByText(/Correct the record in the ERP/)).toBeVisible();
});

test('the keys are those of this source alone', async () => {
  await renderView();
  const table = await screen.findByRole('table', { name: 'API keys' });
  expect(within(table).getByText('Night job')).toBeVisible();
  expect(within(table).queryByText('Other source')).not.toBeInTheDocument();
});

test('whoever may not see keys sees no trace of them, and none is asked for', async () => {
  const listApiKeys = vi.fn(() => ({ apiKeys }));
  await renderView({ session: testSession([Permission.SYNC_READ, Permission.CUSTOMERS_READ]), listApiKeys });
  await screen.findByRole('table', { name: 'Sync runs' });
  expect(screen.queryByRole('heading', { name: 'API keys' })).not.toBeInTheDocument();
  expect(screen.queryByRole('columnheader', { name: 'API key' })).not.toBeInTheDocument();
  expect(listApiKeys).not.toHaveBeenCalled();
});

test('a section that fails says so alone and tries again', async () => {
  let fails = true;
  const { user } = await renderView({
    methods: {
      ...full,
      listSyncRuns: () => {
        if (fails) throw new ConnectError('broken', Code.Internal);
        return { runs: [run] };
      },
    },
  });
  expect(await screen.findByRole('table', { name: 'Rejected records' })).toBeVisible();
  fails = false;
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('table', { name: 'Sync runs' })).toBeVisible();
});

test('a source silent for a day says what to check', async () => {
  const yesterday = timestampFromDate(new Date(Date.now() - 30 * 3_600_000));
  await renderView({ source: { ...testSource, lastContactTime: yesterday } });
  expect(await screen.findByText('Last heard from yesterday')).toBeVisible();
});

test('a new source shows first how to push, on this very server', async () => {
  const { user } = await renderView({ source: { id: sourceId, code: 'optima-1', name: 'Optima' }, methods: {} });
  await screen.findByRole('heading', { name: 'Sync runs' });
  const headings = screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent);
  expect(headings).toEqual([
    'At a glance',
    'API keys',
    'How to push',
    'How to read changes',
    'Rejected records',
    'Conflicts',
    'Sync runs',
    'Who reads the changes',
    'Webhooks',
    'History',
  ]);
  const line = `kartoteka sync push --server ${window.location.origin} --format optima contractors.xml`;
  expect(screen.getByText(line)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Copy: Push a file exported from Comarch Optima' }));
  expect(await navigator.clipboard.readText()).toBe(line);
});
