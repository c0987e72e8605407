import { create } from '@bufbuild/protobuf';
import { Code } from '@connectrpc/connect';
import { act, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { SourceSystemSchema, type ConfirmSweepRequest } from '@/gen/kartoteka/v1/source_system_service_pb';
import { SyncRunState } from '@/gen/kartoteka/v1/sync_run_pb';
import { refusal } from '@/test/refusal';
import { testSession } from '@/test/session';
import { renderSource, testSource } from '@/test/source';
import { SnapshotSection } from './SnapshotSection';

const runId = '01890000-0000-7000-8000-0000000000f1';
const absent = [
  { externalId: '1007', code: 'JUTRZENKA', customerId: 'c7' },
  { externalId: '1008', code: '', customerId: 'c8' },
];

function renderSnapshot(state: SyncRunState, options: Parameters<typeof renderSource>[1] = {}) {
  const snapshot = { receivedCount: 18_800n, absentCount: 1_200n, blockedCount: 300n, confirmToken: 'seen' };
  const source = create(SourceSystemSchema, { ...testSource, snapshot: { id: runId, state, snapshot } });
  return renderSource(<SnapshotSection source={source} />, { ...options, methods: { listSweep: () => ({ contractors: absent }), ...options.methods } });
}

test('a snapshot that is coming in shows how far it is, against what the source knew before', async () => {
  await renderSnapshot(SyncRunState.RUNNING);
  expect(await screen.findByRole('progressbar', { name: 'A snapshot is coming in' })).toHaveAttribute('aria-valuenow', '94');
  expect(screen.getByText('Received so far: 18,800 of about 20,000')).toBeVisible();
});

test('a sweep shows how many are blocked, and can no longer be cancelled', async () => {
  await renderSnapshot(SyncRunState.SWEEPING);
  expect(await screen.findByRole('progressbar', { name: 'Blocking what the ERP no longer has' })).toHaveAttribute('aria-valuenow', '25');
  expect(screen.getByText('Blocked: 300 of 1,200')).toBeVisible();
  expect(screen.queryByRole('button', { name: /Cancel/ })).not.toBeInTheDocument();
});

test('the plan says how many of how many would be blocked, and who they are', async () => {
  await renderSnapshot(SyncRunState.AWAITING_CONFIRMATION);
  expect(await screen.findByText('1,200 customers would be blocked')).toBeVisible();
  expect(screen.getByText('That is 6% of the 20,000 contractors of this source.')).toBeVisible();
  const table = await screen.findByRole('table', { name: 'Contractors that the ERP no longer has' });
  const row = within(table).getByRole('row', { name: /JUTRZENKA/ });
  expect(within(row).getByRole('link')).toHaveAttribute('href', '/customers/c7');
});

test('approving asks once, in numbers, and sends the token of exactly what was seen', async () => {
  const confirmSweep = vi.fn<(request: ConfirmSweepRequest) => object>(() => ({}));
  const { user } = await renderSnapshot(SyncRunState.AWAITING_CONFIRMATION, { methods: { confirmSweep } });
  await user.click(await screen.findByRole('button', { name: 'Approve and block' }));
  const dialog = await screen.findByRole('dialog', { name: 'Block 1,200 customers?' });
  expect(dialog).toHaveTextContent('1,200 customers that are missing from the snapshot will be blocked');
  expect(confirmSweep).not.toHaveBeenCalled();
  expect(within(dialog).getByRole('button', { name: 'Block 1,200 customers' })).toBeDisabled();
  await user.type(within(dialog).getByRole('textbox'), '1200');
  await user.click(within(dialog).getByRole('button', { name: 'Block 1,200 customers' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(confirmSweep).toHaveBeenCalledOnce();
  expect(confirmSweep.mock.calls[0]?.[0]).toMatchObject({ runId, confirmToken: 'seen' });
});

test('numbers that have changed in the meantime block nobody; the question says so', async () => {
  const { user } = await renderSnapshot(SyncRunState.AWAITING_CONFIRMATION, {
    methods: {
      confirmSweep: () => {
        throw refusal(Code.FailedPrecondition, 'CONFIRM_TOKEN_MISMATCH');
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Approve and block' }));
  await user.type(await screen.findByRole('textbox'), '1200');
  await user.click(await screen.findByRole('button', { name: 'Block 1,200 customers' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('The numbers have changed since you saw them.');
});

test('a question that is open while the numbers change asks about the new ones, and says so', async () => {
  const sourceOf = (absentCount: bigint) => {
    const snapshot = { receivedCount: 18_800n, absentCount, confirmToken: String(absentCount) };
    return create(SourceSystemSchema, { ...testSource, snapshot: { id: runId, state: SyncRunState.AWAITING_CONFIRMATION, snapshot } });
  };
  let change = (): void => undefined;
  function Changing() {
    const [count, setCount] = useState(1_200n);
    change = () => setCount(1_300n);
    return <SnapshotSection source={sourceOf(count)} />;
  }
  const confirmSweep = vi.fn<(request: ConfirmSweepRequest) => object>(() => ({}));
  const { user } = await renderSource(<Changing />, { methods: { listSweep: () => ({ contractors: absent }), confirmSweep } });
  await user.click(await screen.findByRole('button', { name: 'Approve and block' }));
  await user.type(await screen.findByRole('textbox'), '1200');
  act(() => change());
  expect(await screen.findByRole('alert')).toHaveTextContent('1,200 before, 1,300 now');
  const button = screen.getByRole('button', { name: 'Block 1,300 customers' });
  expect(button).toBeDisabled();
  await user.type(screen.getByRole('textbox'), '1300');
  await user.click(button);
  await waitFor(() => expect(confirmSweep).toHaveBeenCalledOnce());
  expect(confirmSweep.mock.calls[0]?.[0]).toMatchObject({ confirmToken: '1300' });
});

test('those whom it would block have names', async () => {
  await renderSnapshot(SyncRunState.AWAITING_CONFIRMATION, { customers: { c7: { name: 'Jutrzenka', number: '100007' } } });
  expect(await screen.findByRole('link', { name: 'Jutrzenka (100007)' })).toHaveAttribute('href', '/customers/c7');
});

test('cancelling asks once, too', async () => {
  const cancelSnapshot = vi.fn(() => ({}));
  const { user } = await renderSnapshot(SyncRunState.AWAITING_CONFIRMATION, { methods: { cancelSnapshot } });
  await user.click(await screen.findByRole('button', { name: 'Cancel the snapshot' }));
  const dialog = await screen.findByRole('dialog', { name: 'Cancel the snapshot?' });
  await user.click(within(dialog).getByRole('button', { name: 'Cancel the snapshot' }));
  await waitFor(() => expect(cancelSnapshot).toHaveBeenCalledOnce());
});

test('whoever may not decide sees the plan and who may', async () => {
  await renderSnapshot(SyncRunState.AWAITING_CONFIRMATION, { session: testSession([Permission.SYNC_READ]) });
  expect(await screen.findByText('Only owners and managers decide on this.')).toBeVisible();
  expect(await screen.findByText('JUTRZENKA')).toBeVisible();
  expect(screen.queryByRole('button', { name: /Approve|Cancel/ })).not.toBeInTheDocument();
});
