import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code } from '@connectrpc/connect';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { SourceSystemService } from '@/gen/kartoteka/v1/source_system_service_pb';
import { SyncRunState } from '@/gen/kartoteka/v1/sync_run_pb';
import { refusal } from '@/test/refusal';
import { renderApp } from '@/test/render';
import { testSession } from '@/test/session';
import { ErpPage } from './ErpPage';

const HOUR = 3_600_000;
const ago = (hours: number) => timestampFromDate(new Date(Date.now() - hours * HOUR));

const sources = [
  { id: 's1', code: 'optima-1', name: 'Optima Łódź', lastContactTime: ago(2), customerCount: 12_345, rejectCount: 0 },
  { id: 's2', code: 'xl', name: 'XL', lastContactTime: ago(50), customerCount: 7, rejectCount: 3 },
  { id: 's3', code: 'new', name: 'new', snapshot: { state: SyncRunState.AWAITING_CONFIRMATION } },
];

function renderPage(listed: object[] = sources, session = testSession()) {
  return renderApp(<ErpPage />, {
    session,
    path: '/erp',
    server: ({ service }) =>
      service(SourceSystemService, {
        listSourceSystems: () => ({ sourceSystems: listed }),
        createSourceSystem: ({ sourceSystem }) => {
          if (sourceSystem?.code === 'xl') {
            throw refusal(Code.AlreadyExists, 'SOURCE_CODE_TAKEN', { fields: [{ field: 'sourceSystem.code', reason: 'SOURCE_CODE_TAKEN' }] });
          }
          return { sourceSystem: { id: 's4', code: sourceSystem?.code ?? '', name: 'Created' } };
        },
      }),
  });
}

function cardOf(name: string): HTMLElement {
  const card = screen.getByRole('link', { name }).closest('article');
  if (!card) throw new Error(`no card of ${name}`);
  return card;
}

test('each source says when it called last, whom it knows and what stands rejected', async () => {
  await renderPage();
  await screen.findByRole('link', { name: 'Optima Łódź' });
  expect(cardOf('Optima Łódź')).toHaveTextContent('Connected');
  expect(cardOf('Optima Łódź')).toHaveTextContent('2 hours ago');
  expect(within(cardOf('Optima Łódź')).getByText('12,345')).toBeVisible();
  expect(cardOf('XL')).toHaveTextContent('Rejected3');
  expect(screen.getByRole('link', { name: 'XL' })).toHaveAttribute('href', '/erp/s2');
});

test('a source that has not called for a day stands out; one that never did is merely new', async () => {
  await renderPage();
  await screen.findByRole('link', { name: 'XL' });
  expect(cardOf('XL')).toHaveTextContent('Silent');
  expect(cardOf('new')).toHaveTextContent('Never called');
});

test('a snapshot that awaits a decision is seen from the list', async () => {
  await renderPage();
  await screen.findByRole('link', { name: 'new' });
  expect(cardOf('new')).toHaveTextContent('Snapshot to decide on');
  expect(cardOf('XL')).not.toHaveTextContent('Snapshot to decide on');
});

test('a code that is taken is said on the field; a free one opens the page of the source', async () => {
  const { user, address } = await renderPage();
  await user.click(await screen.findByRole('button', { name: 'Register a source' }));
  await user.type(await screen.findByLabelText(/^Code/), 'xl');
  await user.click(screen.getByRole('button', { name: 'Register' }));
  await waitFor(() => expect(screen.getByLabelText(/^Code/)).toHaveAccessibleDescription(/Another ERP source has this code/));
  await user.type(screen.getByLabelText(/^Code/), '-2');
  await user.click(screen.getByRole('button', { name: 'Register' }));
  await waitFor(() => expect(address()).toBe('/erp/s4'));
});

test('without a source, whoever may register one is told how to begin', async () => {
  await renderPage([]);
  expect(await screen.findByText('No ERP is connected')).toBeVisible();
  expect(screen.getAllByRole('button', { name: 'Register a source' })).toHaveLength(2);
});

test('whoever may not register one is told who may', async () => {
  await renderPage([], testSession([Permission.SYNC_READ]));
  expect(await screen.findByText(/An owner or manager registers/)).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Register a source' })).not.toBeInTheDocument();
});
