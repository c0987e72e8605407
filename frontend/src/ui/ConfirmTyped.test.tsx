import { Code, ConnectError } from '@connectrpc/connect';
import { screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderApp } from '@/test/render';
import { ConfirmTyped } from './ConfirmTyped';

async function ask(onConfirm: () => Promise<unknown>, expected?: string) {
  const onClose = vi.fn();
  const { user } = await renderApp(
    <ConfirmTyped opened onClose={onClose} title="Delete the group?" confirmLabel="Delete" onConfirm={onConfirm} {...(expected ? { expected } : {})}>
      It cannot be brought back.
    </ConfirmTyped>,
  );
  return { user, onClose, button: await screen.findByRole('button', { name: 'Delete' }) };
}

test('the button waits for the word', async () => {
  const onConfirm = vi.fn().mockResolvedValue(undefined);
  const { user, onClose, button } = await ask(onConfirm, 'Hurt');
  expect(button).toBeDisabled();
  await user.type(screen.getByLabelText('Type “Hurt” to confirm'), 'Hurt{Enter}');
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(onConfirm).toHaveBeenCalledOnce();
});

test('a refusal stays on the screen with its reason', async () => {
  const { user, onClose, button } = await ask(() => Promise.reject(new ConnectError('no', Code.PermissionDenied)));
  await user.click(button);
  expect(await screen.findByRole('alert')).toHaveTextContent('Your role does not allow this.');
  expect(onClose).not.toHaveBeenCalled();
});
