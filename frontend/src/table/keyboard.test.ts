// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { isTyping, rowAfterKey } from './keyboard';

test.each([
  ['ArrowDown', 3, 4],
  ['j', 3, 4],
  ['ArrowUp', 3, 2],
  ['k', 3, 2],
  ['Home', 3, 0],
  ['End', 3, 99],
  ['PageDown', 3, 13],
  ['PageUp', 3, 0],
  ['j', 99, 99],
  ['k', 0, 0],
])('%s on row %i goes to row %i', (key, from, to) => {
  expect(rowAfterKey(key, from, 100, 10)).toBe(to);
});

test('other keys, and keys in an empty list, are left alone', () => {
  expect(rowAfterKey('x', 3, 100, 10)).toBeUndefined();
  expect(rowAfterKey('ArrowDown', 0, 0, 10)).toBeUndefined();
});

test('keys in inputs, dialogs and menus belong to them', () => {
  document.body.innerHTML = `<input id="text"><input id="box" type="checkbox"><textarea id="area"></textarea>
    <div role="dialog"><button id="inside"></button></div><button id="plain"></button>`;
  const typing = ['text', 'box', 'area', 'inside', 'plain'].filter((id) => isTyping(document.getElementById(id)));
  expect(typing).toEqual(['text', 'area', 'inside']);
});
