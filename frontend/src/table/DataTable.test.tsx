import { Code, ConnectError } from '@connectrpc/connect';
import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderApp } from '@/test/render';
import type { Column } from './columns';
import { DataTable } from './DataTable';
import type { DataTableProps, ListQuery } from './types';

interface Fruit {
  id: string;
  name: string;
}

const fruits: Fruit[] = Array.from({ length: 500 }, (_, index) => ({ id: `f${index}`, name: `Fruit ${index}` }));
const columns: Column<Fruit>[] = [
  { id: 'name', header: 'Name', cell: (fruit) => fruit.name, sortField: 'name' },
  { id: 'id', header: 'Id', cell: (fruit) => fruit.id },
];
const loaded: ListQuery = { isPending: false, isFetching: false, error: null, refetch: () => undefined };

function table(props: Partial<DataTableProps<Fruit>> = {}) {
  return (
    <DataTable id="fruits" label="Fruits" columns={columns} rows={fruits} rowId={(fruit) => fruit.id} query={loaded} empty={<p>Nothing yet</p>} {...props} />
  );
}

const link = { rowLink: (fruit: Fruit) => ({ to: '/groups/$groupId', params: { groupId: fruit.id } }) as const };

test('of a long list only the rows in sight exist', async () => {
  await renderApp(table({ total: 1_000_000 }));
  const grid = screen.getByRole('grid', { name: 'Fruits' });
  expect(grid).toHaveAttribute('aria-rowcount', '1000001');
  expect(within(grid).getAllByRole('row').length).toBeLessThan(60);
  expect(screen.getByText('Fruit 0')).toBeInTheDocument();
  expect(screen.queryByText('Fruit 499')).not.toBeInTheDocument();
});

test('arrows move the focus from row to row and Enter opens', async () => {
  const { user, address } = await renderApp(table(link));
  await user.keyboard('j');
  expect(screen.getByText('Fruit 0').closest('tr')).toHaveFocus();
  await user.keyboard('j{ArrowDown}{ArrowDown}k');
  expect(screen.getByText('Fruit 2').closest('tr')).toHaveFocus();
  await user.keyboard('{Enter}');
  expect(address()).toBe('/groups/f2');
});

test('one row is in the tab order, and it is the one last visited', async () => {
  const { user } = await renderApp(table());
  await user.keyboard('jjj');
  const stops = screen.getAllByRole('row').filter((row) => row.tabIndex === 0);
  expect(stops.map((row) => row.textContent)).toEqual(['Fruit 2f2']);
});

test('a click on a row follows its link, which is a real one', async () => {
  const { user, address } = await renderApp(table(link));
  expect(screen.getByRole('link', { name: 'Fruit 3' })).toHaveAttribute('href', '/groups/f3');
  await user.click(screen.getByText('f3'));
  expect(address()).toBe('/groups/f3');
});

test('a sortable header says how the list is sorted and asks for the other way', async () => {
  const onOrderByChange = vi.fn();
  const { user } = await renderApp(table({ orderBy: 'name', onOrderByChange }));
  expect(screen.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'ascending');
  expect(screen.getByRole('columnheader', { name: 'Id' })).not.toHaveAttribute('aria-sort');
  await user.click(screen.getByRole('button', { name: 'Name' }));
  expect(onOrderByChange).toHaveBeenCalledWith('name desc');
});

test('the next page is fetched before the end is in sight', async () => {
  const fetchNextPage = vi.fn();
  await renderApp(table({ rows: fruits.slice(0, 30), query: { ...loaded, hasNextPage: true, fetchNextPage } }));
  expect(fetchNextPage).toHaveBeenCalled();
});

test('nothing is fetched while the end is far, or after a failure', async () => {
  const fetchNextPage = vi.fn();
  await renderApp(table({ query: { ...loaded, hasNextPage: true, fetchNextPage } }));
  await renderApp(table({ rows: fruits.slice(0, 30), query: { ...loaded, hasNextPage: true, fetchNextPage, error: new ConnectError('x') } }));
  expect(fetchNextPage).not.toHaveBeenCalled();
});

test('nothing yet, no match and failed are three different screens', async () => {
  const { unmount } = await renderApp(table({ rows: [] }));
  expect(screen.getByText('Nothing yet')).toBeInTheDocument();
  unmount();

  const onClearFilters = vi.fn();
  const filtered = await renderApp(table({ rows: [], isFiltered: true, onClearFilters }));
  expect(screen.queryByText('Nothing yet')).not.toBeInTheDocument();
  await filtered.user.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(onClearFilters).toHaveBeenCalledOnce();
  filtered.unmount();

  const refetch = vi.fn();
  const error = new ConnectError('x', Code.Internal, { 'X-Request-Id': 'r-42' });
  const failed = await renderApp(table({ rows: [], isFiltered: true, query: { ...loaded, error, refetch } }));
  expect(screen.getByRole('alert')).toHaveTextContent('r-42');
  expect(screen.queryByText('Nothing matches')).not.toBeInTheDocument();
  await failed.user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(refetch).toHaveBeenCalledOnce();
});

test('rows that are there survive a failed refresh', async () => {
  await renderApp(table({ query: { ...loaded, error: new ConnectError('x', Code.Unavailable) } }));
  expect(screen.getByText('Fruit 0')).toBeInTheDocument();
  expect(screen.getByRole('alert')).toHaveTextContent('could not be refreshed');
});
