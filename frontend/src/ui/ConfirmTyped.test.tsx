import { Code, ConnectError } from '@connectrpc/connect';
import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { renderApp } from '@/test/render';
import { ConfirmTyped } from './ConfirmTyped';
import { Page } from './Page';
import { Section } from './Section';

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

/** A row that is there until it is ended, in a section that is there as long, when it has nothing else. */
function Records({ isLast }: { isLast: boolean }) {
  const [isAsking, setAsking] = useState(false);
  const [isThere, setThere] = useState(true);
  const end = () => {
    setThere(false);
    return Promise.resolve();
  };
  return (
    <Page title="Records">
      {(isThere || !isLast) && <Section title="Open ones">{isThere && <button onClick={() => setAsking(true)}>End</button>}</Section>}
      <ConfirmTyped opened={isAsking} onClose={() => setAsking(false)} title="End it?" confirmLabel="End for good" onConfirm={end}>
        It cannot be brought back.
      </ConfirmTyped>
    </Page>
  );
}

test('the focus returns to what asked; when that is gone to its heading, or to that of the page', async () => {
  const stays = await renderApp(<Records isLast={false} />);
  await stays.user.click(screen.getByRole('button', { name: 'End' }));
  await stays.user.click(await screen.findByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.getByRole('button', { name: 'End' })).toHaveFocus());
  await stays.user.click(screen.getByRole('button', { name: 'End' }));
  await stays.user.click(await screen.findByRole('button', { name: 'End for good' }));
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Open ones' })).toHaveFocus());
  stays.unmount();

  const { user } = await renderApp(<Records isLast />);
  await user.click(screen.getByRole('button', { name: 'End' }));
  await user.click(await screen.findByRole('button', { name: 'End for good' }));
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Records' })).toHaveFocus());
});
