import { expect, test } from 'vitest';
import { parseOrderBy, toggleSort } from './columns';

test('a header sorts up, then down, then up again', () => {
  expect(toggleSort('createTime desc', 'name')).toBe('name');
  expect(toggleSort('name', 'name')).toBe('name desc');
  expect(toggleSort('name desc', 'name')).toBe('name');
});

test('order_by reads as field and direction', () => {
  expect(parseOrderBy('createTime desc')).toEqual({ field: 'createTime', isDescending: true });
  expect(parseOrderBy('')).toEqual({ field: '', isDescending: false });
});
