import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code, type ServiceImpl } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { ApiKeyScope, ApiKeyService } from '@/gen/kartoteka/v1/api_key_service_pb';
import { SourceSystemService } from '@/gen/kartoteka/v1/source_system_service_pb';
import { invalidField, refusal } from '@/test/refusal';
import { renderApp } from '@/test/render';
import { ApiKeysSection } from './ApiKeysSection';

const live = { id: 'k1', name: 'Night job', scopes: [ApiKeyScope.SYNC, ApiKeyScope.READ], sourceSystem: 'optima-1', prefix: 'kt_abc' };
const gone = { id: 'k2', name: 'Old job', scopes: [ApiKeyScope.READ], prefix: 'kt_def', revokeTime: timestampFromDate(new Date()) };

function renderKeys(keys: Partial<ServiceImpl<typeof ApiKeyService>> = {}, source?: string) {
  return renderApp(<ApiKeysSection {...(source === undefined ? {} : { source })} />, {
    server: ({ service }) => {
      service(ApiKeyService, { listApiKeys: () => ({ apiKeys: [live, gone] }), ...keys });
      service(SourceSystemService, { listSourceSystems: () => ({ sourceSystems: [{ id: 's', code: 'optima-1', name: 'Optima' }] }) });
    },
  });
}

async function openForm(user: Awaited<ReturnType<typeof renderKeys>>['user']) {
  await user.click(await screen.findByRole('button', { name: 'New API key' }));
  return screen.findByRole('dialog', { name: 'New API key' });
}

test('keys are told apart by name, beginning, scopes and state', async () => {
  await renderKeys();
  const [, first, second] = within(await screen.findByRole('table', { name: 'API keys' })).getAllByRole('row');
  for (const text of ['Night job', 'kt_abc…', 'ERP sync', 'Reading', 'optima-1', 'Active']) expect(first).toHaveTextContent(text);
  expect(second).toHaveTextContent('Revoked');
});

test('only a key that still works can be revoked, after a question', async () => {
  const revokeApiKey = vi.fn(() => ({}));
  const { user } = await renderKeys({ revokeApiKey });
  expect(await screen.findAllByRole('button', { name: /^Revoke/ })).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Revoke Night job' }));
  const dialog = await screen.findByRole('dialog', { name: 'Revoke the key “Night job”?' });
  await user.click(within(dialog).getByRole('button', { name: 'Revoke' }));
  await waitFor(() => expect(revokeApiKey).toHaveBeenCalledOnce());
  expect(revokeApiKey).toHaveBeenCalledWith(expect.objectContaining({ id: 'k1' }), expect.anything());
});

test('a key needs a scope, and the browser says so', async () => {
  const createApiKey = vi.fn(() => ({}));
  const { user } = await renderKeys({ createApiKey });
  const dialog = await openForm(user);
  await user.type(within(dialog).getByLabelText(/^Name/), 'X');
  await user.click(within(dialog).getByRole('button', { name: 'Create and show the key' }));
  expect(await within(dialog).findByText('This is required.')).toBeVisible();
  expect(createApiKey).not.toHaveBeenCalled();
});

test('a key for sync asks for its source, and the refusal lands there', async () => {
  const { user } = await renderKeys({
    createApiKey: () => {
      throw invalidField('apiKey.sourceSystem', 'SOURCE_REQUIRED');
    },
  });
  const dialog = await openForm(user);
  await user.type(within(dialog).getByLabelText(/^Name/), 'X');
  expect(within(dialog).queryByLabelText(/^ERP source/)).not.toBeInTheDocument();
  await user.click(within(dialog).getByRole('checkbox', { name: /^ERP sync/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Create and show the key' }));
  await waitFor(() =>
    expect(within(dialog).getByRole('combobox', { name: /^ERP source/ })).toHaveAccessibleDescription(/Choose the ERP source that the key is for/),
  );
});

test('a date in the past is refused on its field', async () => {
  const { user } = await renderKeys({
    createApiKey: () => {
      throw refusal(Code.InvalidArgument, 'INVALID_FIELDS', { fields: [{ field: 'apiKey.expireTime', reason: 'EXPIRY_IN_PAST' }] });
    },
  });
  const dialog = await openForm(user);
  await user.type(within(dialog).getByLabelText(/^Name/), 'X');
  await user.click(within(dialog).getByRole('checkbox', { name: /^Reading/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Create and show the key' }));
  await waitFor(() => expect(within(dialog).getByLabelText('Expires')).toHaveAccessibleDescription(/must be in the future/));
});

test('on the page of a source the key is bound to it, and shown once', async () => {
  const createApiKey = vi.fn(() => ({ apiKey: live, secret: 'kt_abc_secret' }));
  const { user } = await renderKeys({ createApiKey, listApiKeys: () => ({}) }, 'optima-1');
  const dialog = await openForm(user);
  await user.type(within(dialog).getByLabelText(/^Name/), 'X');
  await user.click(within(dialog).getByRole('button', { name: 'Create and show the key' }));
  await waitFor(() => expect(screen.getByText('kt_abc_secret')).toBeVisible());
  expect(createApiKey).toHaveBeenCalledWith(
    expect.objectContaining({ apiKey: expect.objectContaining({ name: 'X', scopes: [ApiKeyScope.SYNC], sourceSystem: 'optima-1' }) as unknown }),
    expect.anything(),
  );
});
