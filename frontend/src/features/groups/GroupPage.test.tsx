import { create } from '@bufbuild/protobuf';
import { Code, type ServiceImpl } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { CustomerSchema, CustomerStatus } from '@/gen/kartoteka/v1/customer_pb';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { GroupSchema, GroupService } from '@/gen/kartoteka/v1/group_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { SourceSystemService } from '@/gen/kartoteka/v1/source_system_service_pb';
import { refusal } from '@/test/refusal';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { GroupPage } from './GroupPage';

const id = '01890000-0000-7000-8000-0000000000a1';
const vip = create(GroupSchema, { id, name: 'VIP', description: 'The best', sortOrder: 10, memberCount: 2, etag: '1' });

const anna = create(CustomerSchema, {
  id: '01890000-0000-7000-8000-0000000000c1',
  number: '100001',
  name: 'Anna Zając',
  email: 'anna@shop.example',
  status: CustomerStatus.ACTIVE,
  groupIds: [id],
});
const firma = create(CustomerSchema, { id: '01890000-0000-7000-8000-0000000000c2', number: '100002', name: 'Firma Sp. z o.o.' });

function renderGroup(groups: Partial<ServiceImpl<typeof GroupService>> = {}, session = testSession(), members = [anna]) {
  return renderApp(<GroupPage groupId={id} />, {
    session,
    path: `/groups/${id}`,
    server: ({ service }) => {
      service(GroupService, { getGroup: () => ({ group: vip }), ...groups });
      service(SourceSystemService, { listSourceSystems: () => ({}) });
      service(CustomerService, {
        listCustomers: ({ filter }) => ({
          customers: filter?.conditions.length ? members : [anna, firma].filter(({ name }) => name.includes(filter?.query ?? '')),
        }),
      });
    },
  });
}

test('the page shows the group, its first members and the way to all of them', async () => {
  await renderGroup();
  expect(await screen.findByRole('heading', { level: 1, name: 'VIP' })).toBeVisible();
  expect(await screen.findByRole('link', { name: 'Anna Zając' })).toHaveAttribute('href', `/customers/${anna.id}`);
  expect(screen.getByRole('link', { name: 'Open in the customer list' })).toHaveAttribute('href', `/customers?group=${id}`);
});

test('a group with members is not deleted: their number and the way to them are shown', async () => {
  const deleteGroup = vi.fn(() => ({}));
  const { user } = await renderGroup({ deleteGroup });
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  const dialog = await screen.findByRole('dialog', { name: '“VIP” is in use' });
  expect(dialog).toHaveTextContent('The group has 2 members. Move them to another group first; only a group without members and discounts can be deleted.');
  expect(within(dialog).getByRole('link', { name: 'Show 2 members' })).toHaveAttribute('href', `/customers?group=${id}`);
  expect(deleteGroup).not.toHaveBeenCalled();
});

test('members who joined meanwhile are told by the refusal', async () => {
  const empty = create(GroupSchema, { ...vip, memberCount: 0 });
  const { user } = await renderGroup({
    getGroup: () => ({ group: empty }),
    deleteGroup: () => {
      throw refusal(Code.FailedPrecondition, 'GROUP_IN_USE', { metadata: { members: '3' } });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  await user.click(await screen.findByRole('button', { name: 'Delete group' }));
  await waitFor(() => expect(screen.getByText(/The group has 3 members/)).toBeVisible());
});

test.each([
  { metadata: { members: '0', discounts: '2' }, texts: ['The group has 2 discounts'], links: ['Show 2 discounts'] },
  { metadata: { members: '3', discounts: '1' }, texts: ['The group has 3 members', 'The group has 1 discount '], links: ['Show 1 discount', 'Show 3 members'] },
])('discounts that were granted to the group are told by the refusal, with members or without: $links', async ({ metadata, texts, links }) => {
  const { user } = await renderGroup({
    getGroup: () => ({ group: create(GroupSchema, { ...vip, memberCount: 0 }) }),
    deleteGroup: () => {
      throw refusal(Code.FailedPrecondition, 'GROUP_IN_USE', { metadata });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  await user.click(await screen.findByRole('button', { name: 'Delete group' }));
  const dialog = await screen.findByRole('dialog', { name: '“VIP” is in use' });
  for (const text of texts) expect(dialog).toHaveTextContent(text);
  expect(within(dialog).getAllByRole('link').map((link) => link.textContent)).toEqual(links);
});

test('an empty group is deleted with its etag, and the list opens', async () => {
  const deleteGroup = vi.fn(() => ({}));
  const empty = create(GroupSchema, { ...vip, memberCount: 0 });
  const { user, address } = await renderGroup({ getGroup: () => ({ group: empty }), deleteGroup }, testSession(), []);
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  await user.click(await screen.findByRole('button', { name: 'Delete group' }));
  await waitFor(() => expect(address()).toBe('/groups'));
  expect(deleteGroup).toHaveBeenCalledWith(expect.objectContaining({ id, etag: '1' }), expect.anything());
});

test('only what was changed is sent, and a conflict is asked about field by field', async () => {
  const theirs = create(GroupSchema, { ...vip, name: 'Gold', sortOrder: 99, etag: '2' });
  let saved = vip;
  const updateGroup = vi.fn((request: { group?: { etag: string } }) => {
    if (request.group?.etag !== '1') return { group: theirs };
    saved = theirs;
    throw refusal(Code.Aborted, 'ETAG_MISMATCH');
  });
  const { user } = await renderGroup({ getGroup: () => ({ group: saved }), updateGroup });
  await user.click(await screen.findByRole('button', { name: 'Edit: Group data' }));
  await user.clear(await screen.findByLabelText(/^Name/));
  await user.type(screen.getByLabelText(/^Name/), 'Platinum');
  await user.click(screen.getByRole('button', { name: 'Save' }));

  const dialog = await screen.findByRole('dialog', { name: 'Changed by somebody else' });
  const rows = within(dialog).getAllByRole('row');
  expect(rows).toHaveLength(2);
  for (const value of ['VIP', 'Platinum', 'Gold']) expect(rows[1]).toHaveTextContent(value);
  await user.click(within(dialog).getByRole('radio', { name: 'Name: Yours' }));
  await user.click(within(dialog).getByRole('button', { name: 'Save with these choices' }));
  await waitFor(() => expect(updateGroup).toHaveBeenCalledTimes(2));
  expect(updateGroup).toHaveBeenLastCalledWith(
    expect.objectContaining({
      group: expect.objectContaining({ name: 'Platinum', etag: '2' }) as unknown,
      updateMask: expect.objectContaining({ paths: ['name'] }) as unknown,
    }),
    expect.anything(),
  );
});

test('whoever may only look finds the reason in place of the buttons', async () => {
  await renderGroup({}, testSession([Permission.CUSTOMERS_READ]));
  expect(await screen.findByText('Owners and managers can edit groups')).toBeVisible();
  expect(await screen.findByRole('link', { name: 'Anna Zając' })).toBeVisible();
  expect(screen.queryByRole('button', { name: /Edit|Delete|Add|Remove/ })).not.toBeInTheDocument();
});

test('members are picked across searches; who is in already cannot be picked', async () => {
  const addMembers = vi.fn(() => ({ added: 1 }));
  const { user } = await renderGroup({ addMembers });
  await user.click(await screen.findByRole('button', { name: 'Add members' }));
  const dialog = await screen.findByRole('dialog');
  expect(await within(dialog).findByRole('checkbox', { name: /Anna/ })).toBeDisabled();
  await user.click(within(dialog).getByRole('checkbox', { name: /Firma/ }));
  await user.type(within(dialog).getByRole('searchbox'), 'Anna{Enter}');
  await waitFor(() => expect(within(dialog).queryByRole('checkbox', { name: /Firma/ })).not.toBeInTheDocument());
  await user.click(within(dialog).getByRole('button', { name: 'Add 1 customer' }));
  await waitFor(() => expect(addMembers).toHaveBeenCalledOnce());
  expect(addMembers).toHaveBeenCalledWith(expect.objectContaining({ groupId: id, customerIds: [firma.id] }), expect.anything());
});

test('a membership of the ERP stays, and the dialog says whose it is', async () => {
  const { user } = await renderGroup({
    removeMembers: () => {
      throw refusal(Code.FailedPrecondition, 'MEMBERSHIP_OWNED_BY_ERP');
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Remove Anna Zając from the group' }));
  await user.click(await screen.findByRole('button', { name: 'Remove' }));
  expect(await screen.findByText('This membership comes from the ERP; change it there.')).toBeVisible();
});
