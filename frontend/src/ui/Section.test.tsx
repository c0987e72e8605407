import { Code, ConnectError } from '@connectrpc/connect';
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderApp } from '@/test/render';
import { EditableSection, Section } from './Section';

const ready = { isPending: false, error: null, refetch: () => undefined };

test('a section that fails says so and tries again by itself', async () => {
  const refetch = vi.fn();
  const error = new ConnectError('x', Code.Internal, { 'X-Request-Id': 'r-9' });
  const { user } = await renderApp(
    <>
      <Section title="Orders" query={{ ...ready, error, refetch }}>
        Orders of the customer
      </Section>
      <Section title="Notes" query={ready}>
        Notes of the customer
      </Section>
    </>,
  );
  expect(screen.queryByText('Orders of the customer')).not.toBeInTheDocument();
  expect(screen.getByRole('alert')).toHaveTextContent('r-9');
  expect(screen.getByText('Notes of the customer')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(refetch).toHaveBeenCalledOnce();
});

test('what is there stays, typed text and all, when only the refresh fails', async () => {
  const query = { ...ready, data: {}, error: new ConnectError('x', Code.Unavailable) };
  await renderApp(<EditableSection title="Data" canEdit query={query} view="Nawrot 2" edit={() => null} />);
  expect(screen.getByRole('alert')).toHaveTextContent('No connection to the server');
  expect(screen.getByText('Nawrot 2')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Edit: Data' })).toBeVisible();
});

test('editing takes the focus along, there and back', async () => {
  const { user } = await renderApp(
    <EditableSection title="Data" canEdit query={ready} view="Nawrot 2" edit={(close) => <input aria-label="Street" onBlur={close} />} />,
  );
  await user.click(screen.getByRole('button', { name: 'Edit: Data' }));
  expect(screen.getByLabelText('Street')).toHaveFocus();
  await user.tab();
  expect(screen.getByText('Nawrot 2')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Edit: Data' })).toHaveFocus();
});

test('whoever may not edit sees why instead of a button', async () => {
  await renderApp(<EditableSection title="Data" canEdit={false} locked="From the ERP" query={ready} view="Nawrot 2" edit={() => null} />);
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
  expect(screen.getByText('From the ERP')).toBeVisible();
});
