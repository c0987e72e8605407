import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderApp } from '@/test/render';
import { param } from './url';
import { useListState } from './useListState';

const params = { q: param.text(), tags: param.texts(), sort: param.sort(['name', 'size'], 'name') };

function Page() {
  const { state, update, clear, isSet } = useListState(params);
  return (
    <>
      <output>{JSON.stringify(state)}</output>
      <p>{isSet('q', 'tags') ? 'narrowed' : 'whole'}</p>
      <button onClick={() => update({ tags: [...state.tags, 'b'] })}>Add b</button>
      <button onClick={() => clear('sort')}>Clear</button>
    </>
  );
}

test('a list opens as its address says', async () => {
  await renderApp(<Page />, { path: '/list?q=x&tags=a&sort=-size' });
  expect(screen.getByRole('status')).toHaveTextContent('{"q":"x","tags":["a"],"sort":"size desc"}');
  expect(screen.getByText('narrowed')).toBeVisible();
});

test('a change goes into the address and leaves the rest of it alone', async () => {
  const { user, address } = await renderApp(<Page />, { path: '/list?drawer=7&tags=a' });
  await user.click(screen.getByRole('button', { name: 'Add b' }));
  expect(address()).toBe('/list?drawer=7&tags=a&tags=b');
});

test('clearing keeps what was asked to stay', async () => {
  const { user, address } = await renderApp(<Page />, { path: '/list?q=x&sort=-size' });
  await user.click(screen.getByRole('button', { name: 'Clear' }));
  expect(address()).toBe('/list?sort=-size');
  expect(screen.getByText('whole')).toBeVisible();
});
