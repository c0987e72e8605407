import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { DeleteFeedConsumerRequest } from '@/gen/kartoteka/v1/source_system_service_pb';
import { testSession } from '@/test/session';
import { renderSource, sourceId } from '@/test/source';
import { FeedSection } from './FeedSection';

const hoursAgo = (hours: number) => timestampFromDate(new Date(Date.now() - hours * 3_600_000));
const consumers = [
  { sourceSystemId: sourceId, name: 'night', ackTime: hoursAgo(2), backlog: 1_500n, oldestTime: hoursAgo(5) },
  { sourceSystemId: sourceId, name: 'new', backlog: 0n },
];

function renderFeed(options: Parameters<typeof renderSource>[1] = {}) {
  return renderSource(<FeedSection sourceId={sourceId} />, { ...options, methods: { listFeedConsumers: () => ({ consumers }), ...options.methods } });
}

test('each reader shows how far behind it is, since when, and when it was last heard', async () => {
  await renderFeed();
  const night = await screen.findByRole('row', { name: /^night/ });
  expect(night).toHaveTextContent('night1,500 changes5 hours ago2 hours ago');
  expect(screen.getByRole('row', { name: /^new/ })).toHaveTextContent('newUp to date–never read');
});

test('a reader that is no more is forgotten after a question', async () => {
  const deleteFeedConsumer = vi.fn<(request: DeleteFeedConsumerRequest) => object>(() => ({}));
  const { user } = await renderFeed({ methods: { deleteFeedConsumer } });
  await user.click(await screen.findByRole('button', { name: 'Forget night' }));
  const dialog = await screen.findByRole('dialog', { name: 'Forget night?' });
  await user.click(within(dialog).getByRole('button', { name: 'Forget it' }));
  await waitFor(() => expect(deleteFeedConsumer).toHaveBeenCalledOnce());
  expect(deleteFeedConsumer.mock.calls[0]?.[0]).toMatchObject({ sourceSystemId: sourceId, name: 'night' });
});

test('whoever may not change sources cannot forget a reader', async () => {
  await renderFeed({ session: testSession([Permission.SYNC_READ]) });
  await screen.findByRole('row', { name: /^night/ });
  expect(screen.queryByRole('button', { name: /^Forget/ })).not.toBeInTheDocument();
});

test('without a reader the section says how one comes about', async () => {
  await renderFeed({ methods: { listFeedConsumers: () => ({}) } });
  expect(await screen.findByText('Nobody reads the changes')).toBeVisible();
  expect(screen.getByText(/AckChanges/)).toBeVisible();
});
