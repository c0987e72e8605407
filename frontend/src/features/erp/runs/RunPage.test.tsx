import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ReportFormat, type ExportSyncRunRequest } from '@/gen/kartoteka/v1/source_system_service_pb';
import { SyncRunKind, SyncRunState } from '@/gen/kartoteka/v1/sync_run_pb';
import { refusal } from '@/test/refusal';
import { renderSource, sourceId } from '@/test/source';
import { RunPage } from './RunPage';

const runId = '01890000-0000-7000-8000-0000000000f1';
const run = {
  id: runId,
  kind: SyncRunKind.SNAPSHOT,
  state: SyncRunState.COMPLETED,
  startTime: timestampFromDate(new Date('2026-11-21T02:00:00Z')),
  endTime: timestampFromDate(new Date('2026-11-21T02:10:00Z')),
  requestId: '0190aaaa-0000-7000-8000-000000000001',
  durationMs: 61_000,
  p99Ms: 256,
  batches: 40,
  bytes: 9_000_000n,
  summary: { unchanged: 19_998, rejected: 2 },
  snapshot: { receivedCount: 20_000n, absentCount: 7n, blockedCount: 7n },
  violations: [
    { externalId: '1007', violation: { field: 'taxId', reason: 'TAX_ID_CHECKSUM', description: 'wrong' } },
    { externalId: '1007', violation: { field: 'country', reason: 'NEW_REASON', description: 'Something of the future.' } },
  ],
};

afterEach(() => vi.restoreAllMocks());

function renderRun(methods: NonNullable<Parameters<typeof renderSource>[1]>['methods'] = {}) {
  return renderSource(<RunPage sourceId={sourceId} runId={runId} />, { methods: { getSourceSyncRun: () => ({ run }), ...methods } });
}

const fact = async (name: string) => (await screen.findByText(name, { selector: 'dt' })).nextSibling;

test('the report tells what came, how long it took and what became of it', async () => {
  await renderRun();
  expect(await fact('Kind')).toHaveTextContent('Snapshot');
  expect(await fact('Duration')).toHaveTextContent('1 min 1 sec');
  expect(await fact('99 of 100 batches took at most')).toHaveTextContent('256 ms');
  expect(await fact('Size')).toHaveTextContent('9 MB · 40 batches');
  expect(await fact('Absent from it')).toHaveTextContent('7');
  expect(await fact('Records')).toHaveTextContent('2 rejected19,998 unchanged');
  expect(screen.getByRole('link', { name: 'Optima' })).toHaveAttribute('href', `/erp/${sourceId}`);
});

test('what was rejected says how to mend it; a new reason keeps the words of the server', async () => {
  await renderRun();
  const table = await screen.findByRole('table', { name: 'What was rejected' });
  expect(table).toHaveTextContent('The tax ID is mistyped');
  expect(within(table).getByText(/one digit is wrong/)).toBeVisible();
  expect(table).toHaveTextContent('Something of the future. NEW_REASON');
});

test('the report is downloaded as the file that the server wrote', async () => {
  const exportSyncRun = vi.fn((request: ExportSyncRunRequest) => ({
    content: new TextEncoder().encode(`<report format="${request.format}"/>`),
    mediaType: 'application/xml',
    fileName: 'report.xml',
  }));
  const blobs: Blob[] = [];
  const names: string[] = [];
  Object.assign(URL, {
    createObjectURL: (blob: Blob) => `blob:${blobs.push(blob)}`,
    revokeObjectURL: vi.fn(),
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(`${this.download} ${this.href}`);
  });
  const { user } = await renderRun({ exportSyncRun });
  await user.click(await screen.findByRole('button', { name: 'Download report' }));
  await user.click(await screen.findByRole('menuitem', { name: 'XML' }));
  await waitFor(() => expect(names).toEqual(['report.xml blob:1']));
  expect(exportSyncRun.mock.calls[0]?.[0]).toMatchObject({ runId, format: ReportFormat.XML });
  expect(blobs[0]).toMatchObject({ type: 'application/xml', size: 20 });
});

test('a run that is gone says so', async () => {
  await renderRun({
    getSourceSyncRun: () => {
      throw refusal(Code.NotFound, 'SYNC_RUN_NOT_FOUND');
    },
  });
  expect(await screen.findByText('This sync run does not exist, or no longer does.')).toBeVisible();
});

test('a run that is under way is followed until it ends', async () => {
  let calls = 0;
  await renderRun({
    getSourceSyncRun: () => {
      calls += 1;
      return { run: { ...run, state: calls === 1 ? SyncRunState.RUNNING : SyncRunState.COMPLETED } };
    },
  });
  expect(await screen.findByText('Running')).toBeVisible();
  expect(await screen.findByText('Completed')).toBeVisible();
});
