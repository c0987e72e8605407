import { create } from '@bufbuild/protobuf';
import { Code, ConnectError, createRouterTransport, type ServiceImpl } from '@connectrpc/connect';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { ErrorInfoSchema } from '@/gen/google/rpc/error_details_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { PreferencesSchema, SessionService } from '@/gen/kartoteka/v1/session_service_pb';
import { StaffMemberSchema } from '@/gen/kartoteka/v1/staff_service_pb';
import { unsavedForms } from '@/forms/unsaved';
import { setLanguage } from '@/i18n';
import { createQueryClient } from '@/rpc/queryClient';
import { sessionInterceptor } from '@/rpc/interceptors';
import { sessionLost } from '@/rpc/sessionLost';
import { testSession } from '@/test/session';
import { Providers } from './providers';
import { createAppRouter } from './router';

afterEach(async () => {
  sessionLost.clear();
  unsavedForms.remove('form');
  await setLanguage('en');
});

function refusal(code: Code, reason: string): ConnectError {
  return new ConnectError('no', code, undefined, [{ desc: ErrorInfoSchema, value: create(ErrorInfoSchema, { reason }) }]);
}

const unauthenticated = () => {
  throw refusal(Code.Unauthenticated, 'UNAUTHENTICATED');
};

/** The whole application at an address, against the given answers of the session service. */
function openApp(path: string, service: Partial<ServiceImpl<typeof SessionService>> = {}) {
  const transport = createRouterTransport(
    (router) => router.service(SessionService, { getSession: () => ({ session: testSession() }), ...service }),
    { transport: { interceptors: [sessionInterceptor] } },
  );
  const queryClient = createQueryClient();
  const router = createAppRouter({ transport, queryClient }, createMemoryHistory({ initialEntries: [path] }));
  render(
    <Providers transport={transport} queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>,
  );
  return { router, user: userEvent.setup() };
}

test('a visitor without a session signs in and comes back to the page asked for', async () => {
  let isSignedIn = false;
  const { router, user } = openApp('/settings', {
    getSession: () => (isSignedIn ? { session: testSession() } : unauthenticated()),
    signIn: ({ email, password }) => {
      if (password !== 'right') throw refusal(Code.Unauthenticated, 'CREDENTIALS_WRONG');
      isSignedIn = true;
      return { session: { ...testSession(), staff: create(StaffMemberSchema, { email, name: 'Jan Wójcik' }) } };
    },
  });
  await user.type(await screen.findByLabelText('E-mail'), 'jan@demo.example');
  await user.type(screen.getByLabelText('Password'), 'wrong{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('The e-mail or the password is wrong.');
  await user.type(screen.getByLabelText('Password'), '{Backspace>5}right{Enter}');
  expect(await screen.findByRole('button', { name: 'Your account: Jan Wójcik' })).toBeVisible();
  expect(router.state.location.pathname).toBe('/settings');
});

test('the menu shows what the person may open', async () => {
  openApp('/settings', { getSession: () => ({ session: testSession([Permission.CUSTOMERS_READ, Permission.SETTINGS_READ]) }) });
  const menu = await screen.findByRole('navigation', { name: 'Main' });
  expect([...menu.querySelectorAll('a')].map((link) => link.textContent)).toEqual(['Customers', 'Groups', 'Settings']);
});

test('the language of the person wins over that of the browser', async () => {
  const preferences = create(PreferencesSchema, { language: 'cs' });
  openApp('/settings', { getSession: () => ({ session: { ...testSession(), preferences } }) });
  expect(await screen.findByRole('navigation', { name: 'Hlavní' })).toBeVisible();
});

test.each(['/customers/7', '/groups/not-a-uuid', '/erp/x', '/erp/01890000-0000-7000-8000-0000000000e1/runs/x'])(
  'an address that cannot lead anywhere is the page for that, not a refusal: %s',
  async (path) => {
    openApp(path);
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeVisible();
    expect(screen.getByRole('navigation', { name: 'Main' })).toBeVisible();
  },
);

test('a server that does not answer is not a missing session', async () => {
  // React and the router report the error of the route, which is the point here.
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  vi.spyOn(console, 'warn').mockReturnValue(undefined);
  const getSession = vi.fn(() => {
    throw refusal(Code.Internal, 'INTERNAL');
  });
  const { router } = openApp('/settings', { getSession });
  expect(await screen.findByRole('alert')).toHaveTextContent('This could not be loaded');
  expect(router.state.location.pathname).toBe('/settings');
});

test('a lost session is taken up again without leaving the page', async () => {
  const { router, user } = openApp('/settings', { signIn: () => ({ session: testSession() }) });
  await screen.findByRole('navigation', { name: 'Main' });
  act(() => sessionLost.announce());
  expect(await screen.findByRole('dialog', { name: 'Please sign in again' })).toBeVisible();
  expect(screen.getByLabelText('E-mail')).toHaveValue('owner@demo.example');
  await user.type(screen.getByLabelText('Password'), 'secret{Enter}');
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(router.state.location.pathname).toBe('/settings');
});

test('a temporary password is changed before anything else', async () => {
  const staff = create(StaffMemberSchema, { name: 'New One', mustChangePassword: true });
  openApp('/settings', { getSession: () => ({ session: { ...testSession(), staff } }) });
  expect(await screen.findByRole('heading', { name: 'Change password' })).toBeVisible();
  expect(screen.queryByRole('navigation', { name: 'Main' })).not.toBeInTheDocument();
});

test('unsaved changes stand between a page and every way out of it', async () => {
  const { router, user } = openApp('/settings');
  await screen.findByRole('navigation', { name: 'Main' });
  act(() => unsavedForms.add('form', 'Customer data'));
  await user.click(screen.getByRole('link', { name: 'Groups' }));
  const dialog = await screen.findByRole('dialog', { name: 'Leave this page?' });
  expect(dialog).toHaveTextContent('Customer data');
  await user.click(screen.getByRole('button', { name: 'Stay here' }));
  expect(router.state.location.pathname).toBe('/settings');
  await waitFor(() => expect(screen.getByRole('link', { name: 'Groups' })).toHaveFocus());
  await user.click(screen.getByRole('link', { name: 'Groups' }));
  await user.click(await screen.findByRole('button', { name: 'Leave without saving' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/groups'));
});

test('an unknown address says so inside the shell', async () => {
  openApp('/nowhere/at/all');
  expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeVisible();
  expect(screen.getByRole('navigation', { name: 'Main' })).toBeVisible();
});
