import { Code, type ServiceImpl } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { StaffRole, StaffService } from '@/gen/kartoteka/v1/staff_service_pb';
import { refusal } from '@/test/refusal';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { AccessPage } from './AccessPage';

const owner = { id: '01890000-0000-7000-8000-000000000001', name: 'Anna Nowak', email: 'owner@demo.example', role: StaffRole.OWNER, etag: '1' };
const jan = { id: '01890000-0000-7000-8000-000000000002', name: 'Jan Kos', email: 'jan@shop.example', role: StaffRole.SUPPORT, code: 'JK', mustChangePassword: true, etag: '4' };

function renderPage(staff: Partial<ServiceImpl<typeof StaffService>> = {}, session = testSession()) {
  return renderApp(<AccessPage />, {
    session,
    path: '/access',
    server: ({ service }) => service(StaffService, { listStaff: () => ({ staff: [owner, jan] }), ...staff }),
  });
}

test('staff are listed with role, code and what is particular about their account', async () => {
  await renderPage();
  const row = (await screen.findByText('Jan Kos')).closest('tr');
  if (!row) throw new Error('no row');
  for (const text of ['jan@shop.example', 'Support', 'JK', 'Temporary password', 'never']) expect(within(row).getByText(text)).toBeVisible();
  expect(screen.getByText('(you)', { exact: false })).toBeVisible();
});

test('the password of somebody new is shown once, and nothing but the button closes it', async () => {
  const createStaff = vi.fn(() => ({ staff: jan, temporaryPassword: 'blue-horse-42' }));
  const { user } = await renderPage({ createStaff });
  await user.click(await screen.findByRole('button', { name: 'Add staff member' }));
  await user.type(await screen.findByLabelText(/^Name/), 'Jan');
  await user.type(screen.getByLabelText(/^E-mail/), 'j@s.pl');
  await user.click(screen.getByRole('radio', { name: /^Viewer/ }));
  await user.click(screen.getByRole('button', { name: 'Add and show the password' }));

  const dialog = await screen.findByRole('dialog', { name: 'Temporary password' });
  await waitFor(() => expect(within(dialog).getByText('blue-horse-42')).toBeVisible());
  expect(createStaff).toHaveBeenCalledWith(
    expect.objectContaining({ staff: expect.objectContaining({ name: 'Jan', email: 'j@s.pl', role: StaffRole.VIEWER }) as unknown }),
    expect.anything(),
  );
  await user.keyboard('{Escape}');
  expect(within(dialog).getByText('blue-horse-42')).toBeVisible();
  await user.click(within(dialog).getByRole('button', { name: 'I have kept it' }));
  await waitFor(() => expect(screen.queryByText('blue-horse-42')).not.toBeInTheDocument());
});

test('an e-mail that is taken is said on the field', async () => {
  const { user } = await renderPage({
    createStaff: () => {
      throw refusal(Code.AlreadyExists, 'STAFF_EMAIL_TAKEN', { fields: [{ field: 'staff.email', reason: 'STAFF_EMAIL_TAKEN' }] });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Add staff member' }));
  await user.type(await screen.findByLabelText(/^E-mail/), 'a@b.pl');
  await user.click(screen.getByRole('button', { name: 'Add and show the password' }));
  await waitFor(() => expect(screen.getByLabelText(/^E-mail/)).toHaveAccessibleDescription('Another staff member has this e-mail.'));
});

test('the last owner cannot step down, and reads how it could be done', async () => {
  const { user } = await renderPage({
    updateStaff: () => {
      throw refusal(Code.FailedPrecondition, 'LAST_OWNER');
    },
  });
  await user.click(await screen.findByText('Anna Nowak'));
  await user.click(await screen.findByRole('radio', { name: /^Manager/ }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('There must be at least one owner who can sign in.')).toBeVisible();
  expect(screen.getByText(/Give another person the role of owner first/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
});

test('disabling sends that alone, with the etag', async () => {
  const updateStaff = vi.fn(() => ({ staff: jan }));
  const { user } = await renderPage({ updateStaff });
  await user.click(await screen.findByText('Jan Kos'));
  await user.click(await screen.findByRole('switch', { name: /^Disabled/ }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(updateStaff).toHaveBeenCalledOnce());
  expect(updateStaff).toHaveBeenCalledWith(
    expect.objectContaining({
      staff: expect.objectContaining({ id: jan.id, disabled: true, etag: '4' }) as unknown,
      updateMask: expect.objectContaining({ paths: ['disabled'] }) as unknown,
    }),
    expect.anything(),
  );
});

test('a reset asks first, then shows the new password', async () => {
  const { user } = await renderPage({ resetStaffPassword: () => ({ temporaryPassword: 'green-cat-7' }) });
  await user.click(await screen.findByText('Jan Kos'));
  await user.click(await screen.findByRole('button', { name: 'Reset password' }));
  await user.click(await screen.findByRole('button', { name: 'Make a temporary password' }));
  await waitFor(() => expect(screen.getByText('green-cat-7')).toBeVisible());
});

test('whoever is no owner looks, and reads why', async () => {
  const { user } = await renderPage({}, testSession([Permission.STAFF_READ]));
  expect(await screen.findByText('Only owners change staff')).toBeVisible();
  await user.click(await screen.findByText('Jan Kos'));
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  await user.click(screen.getByRole('tab', { name: 'API keys' }));
  expect(await screen.findByText('API keys are for owners')).toBeVisible();
});

test('the table of roles says in words what each may do', async () => {
  const { CUSTOMERS_READ: read, CUSTOMERS_DELETE: remove } = Permission;
  const roles = [
    { role: StaffRole.OWNER, permissions: [read, remove] },
    { role: StaffRole.VIEWER, permissions: [read] },
  ];
  const { user } = await renderPage({ listRoles: () => ({ roles }) });
  await user.click(await screen.findByRole('button', { name: 'What may each role do?' }));
  const table = await screen.findByRole('table', { name: 'What each role may do' });
  const row = within(table).getByText('Delete customers').closest('tr');
  if (!row) throw new Error('no row');
  expect(within(row).getAllByRole('cell').map((cell) => cell.textContent.replace('–', ''))).toEqual(['Delete customers', 'yes', 'no']);
});
