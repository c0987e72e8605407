import { timestampFromDate, timestampNow } from '@bufbuild/protobuf/wkt';
import { Code } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { WebhookDisabledReason, type UpdateWebhookRequest } from '@/gen/kartoteka/v1/webhook_service_pb';
import { invalidField, refusal } from '@/test/refusal';
import { testSession } from '@/test/session';
import { renderSource, sourceId } from '@/test/source';
import { WebhooksSection } from './WebhooksSection';

const hoursAgo = (hours: number) => timestampFromDate(new Date(Date.now() - hours * 3_600_000));
const active = { id: 'w1', sourceSystemId: sourceId, url: 'https://erp.example/hook', enabled: true, etag: '7' };
const failing = { id: 'w2', sourceSystemId: sourceId, url: 'https://slow.example/', enabled: true, failingSince: hoursAgo(3) };
const gone = { id: 'w3', sourceSystemId: sourceId, url: 'https://old.example/', disabledReason: WebhookDisabledReason.GONE, disableTime: timestampNow() };

type Webhooks = NonNullable<Parameters<typeof renderSource>[1]>['webhooks'];

function renderWebhooks(webhooks: Webhooks = {}, options: Parameters<typeof renderSource>[1] = {}) {
  return renderSource(<WebhooksSection sourceId={sourceId} />, {
    ...options,
    webhooks: { listWebhooks: () => ({ webhooks: [active, failing, gone] }), ...webhooks },
  });
}

async function choose(user: Awaited<ReturnType<typeof renderWebhooks>>['user'], item: string) {
  await user.click(await screen.findByRole('button', { name: 'More for erp.example' }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
}

test('each webhook shows how it does, and why it is off', async () => {
  await renderWebhooks();
  expect(await screen.findByRole('row', { name: /erp\.example/ })).toHaveTextContent('Active');
  expect(screen.getByRole('row', { name: /slow\.example/ })).toHaveTextContent('FailingFails since 3 hours ago; is tried again');
  expect(screen.getByRole('row', { name: /old\.example/ })).toHaveTextContent('DisabledReceiver wants no more');
});

test('after a rotation it is said until when the old secret counts', async () => {
  const later = timestampFromDate(new Date(Date.now() + 3_600_000));
  await renderWebhooks({ listWebhooks: () => ({ webhooks: [{ ...active, previousSecretExpireTime: later }, { ...failing, failingSince: undefined, previousSecretExpireTime: hoursAgo(1) }] }) });
  expect(await screen.findByRole('row', { name: /erp\.example/ })).toHaveTextContent(/The old secret counts until/);
  expect(screen.getByRole('row', { name: /slow\.example/ })).not.toHaveTextContent(/old secret/);
});

test('a new webhook is of this source, and its secret is shown once', async () => {
  const createWebhook = vi.fn(() => ({ webhook: active, secret: 'whsec_c2VjcmV0' }));
  const { user } = await renderWebhooks({ listWebhooks: () => ({}), createWebhook });
  await user.click(await screen.findByRole('button', { name: 'Add a webhook' }));
  const dialog = await screen.findByRole('dialog', { name: 'Add a webhook' });
  await user.type(within(dialog).getByLabelText(/^Address/), ' https://erp.example/hook ');
  await user.click(within(dialog).getByRole('button', { name: 'Add and show the secret' }));
  await waitFor(() => expect(screen.getByText('whsec_c2VjcmV0')).toBeVisible());
  expect(createWebhook).toHaveBeenCalledWith(
    expect.objectContaining({ webhook: expect.objectContaining({ url: 'https://erp.example/hook', sourceSystemId: sourceId }) as unknown }),
    expect.anything(),
  );
  await user.click(screen.getByRole('button', { name: 'I have kept it' }));
  await waitFor(() => expect(screen.queryByText('whsec_c2VjcmV0')).not.toBeInTheDocument());
});

test('an address that is refused is refused on its field', async () => {
  const { user } = await renderWebhooks({
    createWebhook: () => {
      throw invalidField('webhook.url', 'ADDRESS_NOT_PUBLIC');
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Add a webhook' }));
  const dialog = await screen.findByRole('dialog', { name: 'Add a webhook' });
  await user.type(within(dialog).getByLabelText(/^Address/), 'https://10.0.0.1');
  await user.click(within(dialog).getByRole('button', { name: 'Add and show the secret' }));
  await waitFor(() => expect(within(dialog).getByLabelText(/^Address/)).toHaveAccessibleDescription(/This address is not public/));
});

test('a test tells what came of it', async () => {
  const answers = [
    { delivery: { httpStatus: 204, latencyMs: 120 } },
    { delivery: { reason: 'TLS_FAILED', latencyMs: 40 } },
    { delivery: { reason: 'BRAND_NEW_REASON', httpStatus: 500, latencyMs: 40 } },
  ];
  const { user } = await renderWebhooks({ sendTestWebhook: () => answers.shift() ?? {} });
  const row = await screen.findByRole('row', { name: /erp\.example/ });
  const result = within(row).getByRole('status');
  for (const text of ['ArrivedHTTP 204 · 120 ms', 'Certificate not valid40 ms', 'BRAND_NEW_REASONHTTP 500 · 40 ms']) {
    await user.click(within(row).getByRole('button', { name: 'Send a test to erp.example' }));
    await waitFor(() => expect(result).toHaveTextContent(text));
  }
});

test('a webhook is switched off and on, with the version that was seen', async () => {
  const updateWebhook = vi.fn<(request: UpdateWebhookRequest) => object>(() => ({}));
  const { user } = await renderWebhooks({ updateWebhook });
  await choose(user, 'Disable');
  await waitFor(() => expect(updateWebhook).toHaveBeenCalledOnce());
  expect(updateWebhook.mock.calls[0]?.[0]).toMatchObject({ webhook: { id: 'w1', etag: '7', enabled: false }, updateMask: { paths: ['enabled'] } });
  await user.click(screen.getByRole('button', { name: 'More for old.example' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Enable' }));
  await waitFor(() => expect(updateWebhook).toHaveBeenCalledTimes(2));
  expect(updateWebhook.mock.calls[1]?.[0]).toMatchObject({ webhook: { id: 'w3', enabled: true } });
});

async function changeAddress(user: Awaited<ReturnType<typeof renderWebhooks>>['user'], url: string) {
  await choose(user, 'Change address…');
  const dialog = within(await screen.findByRole('dialog', { name: 'Change the address of erp.example' }));
  expect(dialog.getByLabelText(/^Address/)).toHaveValue('https://erp.example/hook');
  await user.clear(dialog.getByLabelText(/^Address/));
  await user.type(dialog.getByLabelText(/^Address/), url);
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  return dialog;
}

test('the address of a webhook is changed, with the version that was seen, and the new one is shown', async () => {
  let present = active;
  const updateWebhook = vi.fn<(request: UpdateWebhookRequest) => object>(() => {
    present = { ...active, url: 'https://new.example/hook', etag: '8' };
    return { webhook: present };
  });
  const { user } = await renderWebhooks({ updateWebhook, listWebhooks: () => ({ webhooks: [present] }) });
  await changeAddress(user, ' https://new.example/hook ');
  expect(await screen.findByRole('row', { name: /https:\/\/new\.example\/hook/ })).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(updateWebhook).toHaveBeenCalledOnce();
  expect(updateWebhook.mock.calls[0]?.[0]).toMatchObject({ webhook: { id: 'w1', etag: '7', url: 'https://new.example/hook' }, updateMask: { paths: ['url'] } });
});

test('a changed address that is refused is refused on its field', async () => {
  const { user } = await renderWebhooks({
    updateWebhook: () => {
      throw invalidField('webhook.url', 'ADDRESS_NOT_PUBLIC');
    },
  });
  const dialog = await changeAddress(user, 'https://10.0.0.1');
  await waitFor(() => expect(dialog.getByLabelText(/^Address/)).toHaveAccessibleDescription(/This address is not public/));
});

test('an address that somebody else changed meanwhile is asked about', async () => {
  let present = active;
  const updateWebhook = vi.fn((request: UpdateWebhookRequest) => {
    if (request.webhook?.etag === '8') return { webhook: present };
    present = { ...active, url: 'https://theirs.example/', etag: '8' };
    throw refusal(Code.Aborted, 'ETAG_MISMATCH');
  });
  const { user } = await renderWebhooks({ updateWebhook, listWebhooks: () => ({ webhooks: [present] }) });
  await changeAddress(user, 'https://mine.example/');
  const conflict = within(await screen.findByRole('dialog', { name: 'Changed by somebody else' }));
  await user.click(conflict.getByRole('radio', { name: 'Address: Yours' }));
  await user.click(conflict.getByRole('button', { name: 'Save with these choices' }));
  await waitFor(() => expect(updateWebhook).toHaveBeenCalledTimes(2));
  expect(updateWebhook.mock.calls[1]?.[0]).toMatchObject({ webhook: { id: 'w1', etag: '8', url: 'https://mine.example/' }, updateMask: { paths: ['url'] } });
});

test('a new secret is made after a question, and shown once', async () => {
  const { user } = await renderWebhooks({ rotateWebhookSecret: () => ({ webhook: active, secret: 'whsec_bmV3' }) });
  await choose(user, 'New secret');
  const dialog = await screen.findByRole('dialog', { name: 'Make a new secret for erp.example?' });
  await user.click(within(dialog).getByRole('button', { name: 'New secret' }));
  await waitFor(() => expect(screen.getByText('whsec_bmV3')).toBeVisible());
});

test('a webhook is deleted after a question, which stays when it fails', async () => {
  let fails = true;
  const deleteWebhook = vi.fn(() => {
    if (fails) throw refusal(Code.NotFound, 'WEBHOOK_NOT_FOUND');
    return {};
  });
  const { user } = await renderWebhooks({ deleteWebhook });
  await choose(user, 'Delete…');
  const dialog = await screen.findByRole('dialog', { name: 'Delete the webhook to erp.example?' });
  await user.click(within(dialog).getByRole('button', { name: 'Delete it' }));
  expect(await within(dialog).findByText('This webhook no longer exists.')).toBeVisible();
  fails = false;
  await user.click(within(dialog).getByRole('button', { name: 'Delete it' }));
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  expect(deleteWebhook).toHaveBeenCalledTimes(2);
});

test('the last pokes are listed with their result, page by page', async () => {
  const { user } = await renderWebhooks({
    listWebhookDeliveries: ({ pageToken }) =>
      pageToken === ''
        ? { deliveries: [{ id: 'd2', time: hoursAgo(1), attempt: 2, httpStatus: 503, reason: 'HTTP_STATUS', latencyMs: 12 }], nextPageToken: 'next' }
        : { deliveries: [{ id: 'd1', time: hoursAgo(2), attempt: 1, test: true, httpStatus: 200, latencyMs: 9 }] },
  });
  await choose(user, 'Last pokes');
  const table = await screen.findByRole('table', { name: 'Last pokes' });
  expect(within(table).getByRole('row', { name: /1 hour ago/ })).toHaveTextContent('RefusedHTTP 503 · 12 ms2');
  await user.click(screen.getByRole('button', { name: 'Show older' }));
  expect(await within(table).findByRole('row', { name: /2 hours ago/ })).toHaveTextContent('ArrivedHTTP 200 · 9 msTest');
});

test('whoever may only look sees the pokes and changes nothing', async () => {
  const { user } = await renderWebhooks({ listWebhookDeliveries: () => ({}) }, { session: testSession([Permission.SYNC_READ]) });
  await screen.findByRole('row', { name: /erp\.example/ });
  expect(screen.queryByRole('button', { name: /Add|Send a test/ })).not.toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'More for erp.example' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Last pokes' }));
  expect(screen.queryByRole('menuitem', { name: /Change|Disable|New secret|Delete/, hidden: true })).not.toBeInTheDocument();
  expect(await screen.findByText('Nothing has been sent yet')).toBeVisible();
});

test('without a webhook the section says what one is good for', async () => {
  await renderWebhooks({ listWebhooks: () => ({}) });
  expect(await screen.findByText('No address is told of changes')).toBeVisible();
});
