import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderApp } from '@/test/render';
import { SearchBox } from './SearchBox';

const onChange = vi.fn();

beforeEach(() => {
  onChange.mockClear();
});

afterEach(() => {
  vi.useRealTimers();
});

function Page() {
  const [value, setValue] = useState('');
  return (
    <>
      <SearchBox
        value={value}
        label="Search fruits"
        onChange={(next) => {
          onChange(next);
          setValue(next);
        }}
      />
      <button onClick={() => setValue('from a link')}>Link</button>
      <textarea aria-label="Note" />
    </>
  );
}


test('typing is sent once, 250 ms after the last letter', async () => {
  await renderApp(<Page />);
  const box = screen.getByRole('searchbox', { name: 'Search fruits' });
  vi.useFakeTimers();
  for (const value of ['l', 'lo', 'lod', 'lodz']) fireEvent.change(box, { target: { value } });
  act(() => void vi.advanceTimersByTime(249));
  expect(onChange).not.toHaveBeenCalled();
  act(() => void vi.advanceTimersByTime(1));
  expect(onChange.mock.calls).toEqual([['lodz']]);
});

test('Enter sends at once, and only once', async () => {
  const { user } = await renderApp(<Page />);
  await user.type(screen.getByRole('searchbox'), 'a{Enter}');
  expect(onChange.mock.calls).toEqual([['a']]);
});

test('Escape and the cross clear', async () => {
  const { user } = await renderApp(<Page />);
  const box = screen.getByRole('searchbox');
  await user.type(box, 'a{Enter}{Escape}');
  expect(onChange).toHaveBeenLastCalledWith('');
  await user.type(box, 'b{Enter}');
  await user.click(screen.getByRole('button', { name: 'Clear' }));
  expect(onChange).toHaveBeenLastCalledWith('');
  expect(box).toHaveValue('');
});

test('the box follows the address', async () => {
  const { user } = await renderApp(<Page />);
  await user.click(screen.getByRole('button', { name: 'Link' }));
  expect(screen.getByRole('searchbox')).toHaveValue('from a link');
});

test('a slash leads to the box, but not out of a text', async () => {
  const { user } = await renderApp(<Page />);
  await user.click(screen.getByLabelText('Note'));
  await user.keyboard('a/b');
  expect(screen.getByLabelText('Note')).toHaveValue('a/b');
  await user.click(document.body);
  await user.keyboard('/');
  expect(screen.getByRole('searchbox')).toHaveFocus();
  expect(screen.getByRole('searchbox')).toHaveValue('');
});
