import { expect, test } from 'vitest';
import { fittingColumns, parseOrderBy, toggleSort, type Column } from './columns';

test('a header sorts up, then down, then up again', () => {
  expect(toggleSort('createTime desc', 'name')).toBe('name');
  expect(toggleSort('name', 'name')).toBe('name desc');
  expect(toggleSort('name desc', 'name')).toBe('name');
});

test('order_by reads as field and direction', () => {
  expect(parseOrderBy('createTime desc')).toEqual({ field: 'createTime', isDescending: true });
  expect(parseOrderBy('')).toEqual({ field: '', isDescending: false });
});

test('where there is no room, columns give way, the last first; others never do', () => {
  const column = (id: string, yields = false): Column<string> => ({ id, header: id, width: 100, yields, cell: () => null });
  const columns = [column('name'), column('code', true), column('status'), column('created', true)];
  const fitting = (width: number) => fittingColumns(columns, width).map(({ id }) => id);
  expect(fitting(400)).toEqual(['name', 'code', 'status', 'created']);
  expect(fitting(399)).toEqual(['name', 'code', 'status']);
  expect(fitting(299)).toEqual(['name', 'status']);
  expect(fitting(0)).toEqual(['name', 'status']);
});
