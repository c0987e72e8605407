import { create } from '@bufbuild/protobuf';
import { Code } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { GroupSchema, GroupService, type CreateGroupRequest } from '@/gen/kartoteka/v1/group_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { SourceSystemService } from '@/gen/kartoteka/v1/source_system_service_pb';
import { invalidField, refusal } from '@/test/refusal';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { GroupsPage } from './GroupsPage';

const wholesale = create(GroupSchema, {
  id: '01890000-0000-7000-8000-0000000000a1',
  name: 'Wholesale',
  memberCount: 1234,
  approvalRequired: true,
  codes: [{ sourceSystem: 'optima-1', code: 'HURT' }],
});

interface Server {
  createGroup?: (request: CreateGroupRequest) => object;
  groups?: (query: string) => (typeof wholesale)[];
}

function renderPage({ createGroup = () => ({}), groups = () => [wholesale] }: Server = {}, session = testSession()) {
  return renderApp(<GroupsPage />, {
    session,
    path: '/groups',
    server: ({ service }) => {
      service(GroupService, { listGroups: ({ query }) => ({ groups: groups(query) }), createGroup });
      service(SourceSystemService, { listSourceSystems: () => ({ sourceSystems: [{ id: 's', code: 'optima-1', name: 'Optima' }] }) });
    },
  });
}

test('a group is listed with members, approval and what the ERP calls it', async () => {
  await renderPage();
  const row = (await screen.findByRole('link', { name: 'Wholesale' })).closest('tr');
  if (!row) throw new Error('the link is in no row');
  expect(within(row).getByText('1,234')).toBeVisible();
  expect(within(row).getByText('Approval required')).toBeVisible();
  expect(within(row).getByText('optima-1: HURT')).toBeVisible();
});

test('a search that finds nothing says so, which is not the same as having no groups', async () => {
  const { user, address } = await renderPage({ groups: (query) => (query === '' ? [wholesale] : []) });
  await user.type(await screen.findByRole('searchbox'), 'xyz{Enter}');
  expect(await screen.findByText('Nothing matches')).toBeVisible();
  expect(address()).toContain('q=xyz');
});

test('whoever may not change groups is not offered to', async () => {
  await renderPage({ groups: () => [] }, testSession([Permission.CUSTOMERS_READ]));
  expect(await screen.findByText('No groups yet')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'New group' })).not.toBeInTheDocument();
});

test('a new group is sent as it was typed, with the names of the ERP, and its page opens', async () => {
  const createGroup = vi.fn(() => ({ group: wholesale }));
  const { user, address } = await renderPage({ createGroup });
  await user.click(await screen.findByRole('button', { name: 'New group' }));
  await user.type(await screen.findByLabelText(/^Name/), ' W ');
  await user.clear(screen.getByLabelText('Sort order'));
  await user.type(screen.getByLabelText('Sort order'), '30');
  await user.click(screen.getByRole('switch', { name: /Approval required/ }));
  await user.click(screen.getByRole('button', { name: 'Amber' }));
  await user.click(await screen.findByRole('button', { name: 'Add a name' }));
  await user.type(screen.getByLabelText('Name in the ERP, row 1'), 'H');
  await user.click(screen.getByRole('button', { name: 'Create group' }));
  await waitFor(() => expect(address()).toBe(`/groups/${wholesale.id}`));
  expect(createGroup).toHaveBeenCalledWith(
    expect.objectContaining({
      group: expect.objectContaining({
        name: 'W',
        sortOrder: 30,
        approvalRequired: true,
        color: '#f08c00',
        codes: [expect.objectContaining({ sourceSystem: 'optima-1', code: 'H' })],
      }) as unknown,
    }),
    expect.anything(),
  );
});

test('a name that is taken is said on the field', async () => {
  const { user } = await renderPage({
    createGroup: () => {
      throw refusal(Code.AlreadyExists, 'GROUP_NAME_TAKEN', { fields: [{ field: 'group.name', reason: 'GROUP_NAME_TAKEN' }] });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'New group' }));
  await user.type(await screen.findByLabelText(/^Name/), 'W');
  await user.click(screen.getByRole('button', { name: 'Create group' }));
  await waitFor(() => expect(screen.getByLabelText(/^Name/)).toHaveAccessibleDescription('Another group has this name.'));
});

test('a wrong code is said in its own row, and the row can be taken out', async () => {
  const { user } = await renderPage({
    createGroup: () => {
      throw invalidField('group.codes[1].code', 'GROUP_CODE_TAKEN');
    },
  });
  await user.click(await screen.findByRole('button', { name: 'New group' }));
  await user.type(await screen.findByLabelText(/^Name/), 'W');
  for (const [row, code] of ['A', 'B'].entries()) {
    await user.click(await screen.findByRole('button', { name: 'Add a name' }));
    await user.type(screen.getByLabelText(`Name in the ERP, row ${row + 1}`), code);
  }
  await user.click(screen.getByRole('button', { name: 'Create group' }));
  await waitFor(() => expect(screen.getByLabelText('Name in the ERP, row 2')).toHaveAccessibleDescription('Another group has this code.'));
  expect(screen.getByLabelText('Name in the ERP, row 1')).toBeValid();

  await user.click(screen.getByRole('button', { name: 'Remove row 1' }));
  expect(screen.getByLabelText('Name in the ERP, row 1')).toHaveValue('B');
  expect(screen.queryByLabelText('Name in the ERP, row 2')).not.toBeInTheDocument();
});
