import { Code, ConnectError } from '@connectrpc/connect';
import { screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { StaffService, type ListStaffRequest } from '@/gen/kartoteka/v1/staff_service_pb';
import { renderApp } from '@/test/render';
import { useChange } from './useChange';
import { useLatest } from './useLatest';
import { usePages } from './usePages';

const { listStaff, updateStaff } = StaffService.method;

/** Two pages of one person each. */
function twoPages({ pageToken }: ListStaffRequest) {
  return pageToken === '' ? { staff: [{ id: '1', name: 'Anna' }], nextPageToken: 'next' } : { staff: [{ id: '2', name: 'Jan' }] };
}

function Staff() {
  const { pages, rows, query } = usePages(listStaff, { pageSize: 1 }, 'staff');
  const change = useChange(updateStaff, listStaff);
  return (
    <>
      <p>{`${rows.map(({ name }) => name).join(' ')}, pages: ${pages.length}`}</p>
      <button onClick={() => void query.fetchNextPage()}>More</button>
      <button onClick={() => change.mutate({})}>Change</button>
      <p>{change.status}</p>
    </>
  );
}

test('rows of all pages come in one, page after page', async () => {
  const { user } = await renderApp(<Staff />, { server: ({ service }) => service(StaffService, { listStaff: twoPages }) });
  expect(await screen.findByText('Anna, pages: 1')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'More' }));
  expect(await screen.findByText('Anna Jan, pages: 2')).toBeVisible();
});

test.each([
  ['is done', undefined, 'success', 2],
  ['is refused because the record has changed', Code.Aborted, 'error', 2],
  ['is refused for what was typed', Code.InvalidArgument, 'error', 1],
])('a change that %s has the lists read again, or not', async (_, code, status, calls) => {
  const list = vi.fn(twoPages);
  const update = vi.fn(() => {
    if (code !== undefined) throw new ConnectError('no', code);
    return {};
  });
  const { user } = await renderApp(<Staff />, { server: ({ service }) => service(StaffService, { listStaff: list, updateStaff: update }) });
  await screen.findByText('Anna, pages: 1');
  await user.click(screen.getByRole('button', { name: 'Change' }));
  expect(await screen.findByText(status)).toBeVisible();
  await waitFor(() => expect(list).toHaveBeenCalledTimes(calls));
});

function Latest({ id, onRead }: { id: string; onRead: (answer: unknown) => void }) {
  const load = useLatest(listStaff, { pageSize: 1 }, ({ staff }) => staff.find((member) => member.id === id));
  return <button onClick={() => void load().then(onRead, onRead)}>Read</button>;
}

test.each([
  ['is looked for on every page', '2', expect.objectContaining({ name: 'Jan' }) as unknown],
  ['that is on none is said to be missing', '3', new Error('ListStaff does not hold the record')],
])('a record %s', async (_, id, answer) => {
  const onRead = vi.fn();
  const { user } = await renderApp(<Latest id={id} onRead={onRead} />, { server: ({ service }) => service(StaffService, { listStaff: twoPages }) });
  await user.click(await screen.findByRole('button', { name: 'Read' }));
  await waitFor(() => expect(onRead).toHaveBeenCalledWith(answer));
});
