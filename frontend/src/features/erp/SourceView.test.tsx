import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { ApiKeyScope, ApiKeyService } from '@/gen/kartoteka/v1/api_key_service_pb';
import { Outcome } from '@/gen/kartoteka/v1/contractor_sync_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { SourceSystemService } from '@/gen/kartoteka/v1/source_system_service_pb';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { SourceView } from './SourcePage';

const id = '01890000-0000-7000-8000-0000000000e1';
const now = timestampFromDate(new Date());

const source = { id, code: 'optima-1', name: 'Optima', lastContactTime: now, customerCount: 10, etag: '1' };
const run = {
  id: 'r1',
  startTime: now,
  durationMs: 1234,
  requestId: '0190aaaa-0000-7000-8000-000000000001',
  apiKeyId: 'k1',
  summary: { created: 2, unchanged: 40, rejected: 1 },
};
const reject = {
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
const keys = [
  { id: 'k1', name: 'Night job', scopes: [ApiKeyScope.SYNC], sourceSystem: 'optima-1', prefix: 'kt_abc' },
  { id: 'k2', name: 'Other source', scopes: [ApiKeyScope.SYNC], sourceSystem: 'xl', prefix: 'kt_def' },
];

function renderSource(sources: Partial<ServiceImpl<typeof SourceSystemService>> = {}, session = testSession(), listApiKeys = () => ({ apiKeys: keys })) {
  return renderApp(<SourceView sourceId={id} />, {
    session,
    path: `/erp/${id}`,
    server: ({ service }) => {
      service(SourceSystemService, {
        getSourceSystem: () => ({ sourceSystem: source }),
        listSyncRuns: () => ({ runs: [run] }),
        listSyncRejects: () => ({ rejects: [reject] }),
        ...sources,
      });
      service(ApiKeyService, { listApiKeys });
    },
  });
}

test('a push tells its outcomes in words, how long it took, and which key sent it', async () => {
  await renderSource();
  const table = await screen.findByRole('table', { name: 'Sync runs' });
  for (const text of ['1 rejected', '2 created', '40 unchanged', '1.2 sec', '0190aaaa']) expect(within(table).getByText(text)).toBeVisible();
  expect(await within(table).findByText('Night job')).toBeVisible();
});

test('a rejected record names each field, the reason, the way to mend it and the customer', async () => {
  await renderSource();
  const table = await screen.findByRole('table', { name: 'Rejected records' });
  expect(table).toHaveTextContent('Tax ID: The tax ID is mistyped: its check digit does not match. TAX_ID_CHECKSUM');
  expect(within(table).getByText(/one digit is wrong/)).toBeVisible();
  expect(within(table).getByText('3 times')).toBeVisible();
  expect(within(table).getByRole('link', { name: 'Open customer' })).toHaveAttribute('href', '/customers/c1');
});

test('a reason that is unknown here keeps the words of the server and the general advice', async () => {
  await renderSource();
  const table = await screen.findByRole('table', { name: 'Rejected records' });
  expect(table).toHaveTextContent('Address 2 · country: Something of the future. BRAND_NEW_REASON');
  expect(within(table).getByText(/Correct the record in the ERP/)).toBeVisible();
});

test('the keys are those of this source alone', async () => {
  await renderSource();
  const table = await screen.findByRole('table', { name: 'API keys' });
  expect(within(table).getByText('Night job')).toBeVisible();
  expect(within(table).queryByText('Other source')).not.toBeInTheDocument();
});

test('whoever may not see keys sees no trace of them, and none is asked for', async () => {
  const listApiKeys = vi.fn(() => ({ apiKeys: keys }));
  await renderSource({}, testSession([Permission.SYNC_READ, Permission.CUSTOMERS_READ]), listApiKeys);
  await screen.findByRole('table', { name: 'Sync runs' });
  expect(screen.queryByRole('heading', { name: 'API keys' })).not.toBeInTheDocument();
  expect(screen.queryByRole('columnheader', { name: 'API key' })).not.toBeInTheDocument();
  expect(listApiKeys).not.toHaveBeenCalled();
});

test('a section that fails says so alone and tries again', async () => {
  let fails = true;
  const { user } = await renderSource({
    listSyncRuns: () => {
      if (fails) throw new ConnectError('broken', Code.Internal);
      return { runs: [run] };
    },
  });
  expect(await screen.findByRole('table', { name: 'Rejected records' })).toBeVisible();
  fails = false;
  await user.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('table', { name: 'Sync runs' })).toBeVisible();
});

test('a source silent for a day says what to check', async () => {
  const yesterday = timestampFromDate(new Date(Date.now() - 30 * 3_600_000));
  await renderSource({ getSourceSystem: () => ({ sourceSystem: { ...source, lastContactTime: yesterday } }) });
  expect(await screen.findByText('Last heard from yesterday')).toBeVisible();
});

test('a new source shows first how to push, on this very server', async () => {
  const { user } = await renderSource({
    getSourceSystem: () => ({ sourceSystem: { id, code: 'optima-1', name: 'Optima' } }),
    listSyncRuns: () => ({}),
    listSyncRejects: () => ({}),
  });
  await screen.findByRole('heading', { name: 'Sync runs' });
  const headings = screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent);
  expect(headings).toEqual(['Source', 'API keys', 'How to push', 'Rejected records', 'Sync runs']);
  const line = `kartoteka sync push --server ${window.location.origin} --format optima contractors.xml`;
  expect(screen.getByText(line)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Copy: Push a file exported from Comarch Optima' }));
  expect(await navigator.clipboard.readText()).toBe(line);
});

test('the name is all that is sent when the source is renamed', async () => {
  const updateSourceSystem = vi.fn(() => ({ sourceSystem: source }));
  const { user } = await renderSource({ updateSourceSystem });
  await user.click(await screen.findByRole('button', { name: 'Edit: Source' }));
  await user.type(await screen.findByLabelText('Name'), ' 2');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(updateSourceSystem).toHaveBeenCalledOnce());
  expect(updateSourceSystem).toHaveBeenCalledWith(
    expect.objectContaining({
      sourceSystem: expect.objectContaining({ id, name: 'Optima 2', etag: '1' }) as unknown,
      updateMask: expect.objectContaining({ paths: ['name'] }) as unknown,
    }),
    expect.anything(),
  );
});
