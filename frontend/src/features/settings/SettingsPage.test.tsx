import { Code, type ServiceImpl } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { ColorScheme, SessionService } from '@/gen/kartoteka/v1/session_service_pb';
import { ShopService } from '@/gen/kartoteka/v1/shop_service_pb';
import { refusal } from '@/test/refusal';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { SettingsPage } from './SettingsPage';

const shop = {
  id: '01890000-0000-7000-8000-0000000000f1',
  code: 'pl',
  name: 'Sklep',
  domain: 'sklep.example',
  country: 'PL',
  language: 'pl',
  currency: 'PLN',
  timeZone: 'Europe/Warsaw',
  etag: '3',
};

interface Server {
  shops?: Partial<ServiceImpl<typeof ShopService>>;
  session?: Partial<ServiceImpl<typeof SessionService>>;
}

function renderPage({ shops = {}, session = {} }: Server = {}, signedIn = testSession()) {
  return renderApp(<SettingsPage />, {
    session: signedIn,
    path: '/settings',
    server: ({ service }) => {
      service(ShopService, { listShops: () => ({ shops: [shop] }), ...shops });
      service(SessionService, session);
    },
  });
}

test('a shop is shown with what makes it different from others', async () => {
  await renderPage();
  const table = await screen.findByRole('table', { name: 'Shops' });
  for (const text of ['Sklep', 'sklep.example · pl', 'Poland', 'Polish', 'PLN', 'Europe/Warsaw', 'No']) expect(table).toHaveTextContent(text);
});

test('turning approval on sends that alone', async () => {
  const updateShop = vi.fn(() => ({ shop }));
  const { user } = await renderPage({ shops: { updateShop } });
  await user.click(await screen.findByRole('button', { name: 'Edit: Sklep' }));
  await user.click(await screen.findByRole('switch', { name: /^Staff accept new accounts/ }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(updateShop).toHaveBeenCalledOnce());
  expect(updateShop).toHaveBeenCalledWith(
    expect.objectContaining({
      shop: expect.objectContaining({ id: shop.id, approvalRequired: true, etag: '3' }) as unknown,
      updateMask: expect.objectContaining({ paths: ['approval_required'] }) as unknown,
    }),
    expect.anything(),
  );
});

test('a new shop begins like the first one; a code that is taken is said on the field', async () => {
  const createShop = vi.fn(() => {
    throw refusal(Code.AlreadyExists, 'SHOP_CODE_TAKEN', { fields: [{ field: 'shop.code', reason: 'SHOP_CODE_TAKEN' }] });
  });
  const { user } = await renderPage({ shops: { createShop } });
  await user.click(await screen.findByRole('button', { name: 'Add a shop' }));
  await user.type(await screen.findByLabelText(/^Name/), 'B');
  await user.type(screen.getByLabelText(/^Code/), 'pl');
  await user.click(screen.getByRole('button', { name: 'Add shop' }));
  await waitFor(() => expect(screen.getByLabelText(/^Code/)).toHaveAccessibleDescription(/Another shop has this code/));
  expect(createShop).toHaveBeenCalledWith(
    expect.objectContaining({ shop: expect.objectContaining({ name: 'B', code: 'pl', country: 'PL', currency: 'PLN', timeZone: 'Europe/Warsaw' }) as unknown }),
    expect.anything(),
  );
});

test('whoever may not change shops reads why', async () => {
  await renderPage({}, testSession([Permission.SETTINGS_READ]));
  expect(await screen.findByText('Owners and managers can change shops')).toBeVisible();
  await screen.findByRole('table', { name: 'Shops' });
  expect(screen.queryByRole('button', { name: /Add a shop|Edit/ })).not.toBeInTheDocument();
});

test('a chosen appearance is kept on the server without losing the language', async () => {
  const updatePreferences = vi.fn(() => ({}));
  const { user } = await renderPage({ session: { updatePreferences } });
  await user.click(await screen.findByRole('radio', { name: 'Dark' }));
  await waitFor(() => expect(updatePreferences).toHaveBeenCalledOnce());
  expect(updatePreferences).toHaveBeenLastCalledWith(
    expect.objectContaining({ preferences: expect.objectContaining({ language: 'en', colorScheme: ColorScheme.DARK }) as unknown }),
    expect.anything(),
  );
});

test('the password is changed here, and a wrong present one is said', async () => {
  const { user } = await renderPage({
    session: {
      changePassword: () => {
        throw refusal(Code.Unauthenticated, 'CREDENTIALS_WRONG');
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Change password' }));
  const dialog = await screen.findByRole('dialog', { name: 'Change password' });
  await user.type(within(dialog).getByLabelText(/^Current password/), 'x');
  await user.type(within(dialog).getByLabelText(/^New password/), 'y');
  await user.click(within(dialog).getByRole('button', { name: 'Change password' }));
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('The e-mail or the password is wrong.');
});
