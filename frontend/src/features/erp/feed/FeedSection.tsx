import { ActionIcon } from '@mantine/core';
import { IconTrash, IconRss } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { FeedConsumer } from '@/gen/kartoteka/v1/source_system_service_pb';
import { TableSection } from '@/records';
import type { PlainColumn } from '@/table';
import { EmptyState, RelativeTime, StatusBadge } from '@/ui';
import classes from '../erp.module.css';
import { useConsumers } from '../queries';
import { ForgetConsumerDialog } from './ForgetConsumerDialog';

const consumerName = (consumer: FeedConsumer) => consumer.name;

/** Who reads what changes in the shop, and how far behind they are. */
export function FeedSection({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('erp');
  const query = useConsumers(sourceId);
  const canForget = useCan(Permission.SOURCES_WRITE);
  const [leaving, setLeaving] = useState<FeedConsumer>();
  const columns = useConsumerColumns(canForget ? setLeaving : undefined);
  const consumers = query.data?.consumers ?? [];
  return (
    <>
      <TableSection
        id="feed"
        title={t('section.feed')}
        description={t('feed.explain')}
        columns={columns}
        rows={consumers}
        rowId={consumerName}
        query={query}
        empty={<EmptyState compact icon={<IconRss size={24} stroke={1.5} />} title={t('feed.empty')} description={t('feed.emptyHint')} />}
      />
      <ForgetConsumerDialog consumer={leaving} onClose={() => setLeaving(undefined)} />
    </>
  );
}

function useConsumerColumns(onForget: ((consumer: FeedConsumer) => void) | undefined): PlainColumn<FeedConsumer>[] {
  const { t } = useTranslation('erp');
  return useMemo(() => {
    const columns: PlainColumn<FeedConsumer>[] = [
      { id: 'name', header: t('feed.consumer'), cell: ({ name }) => <span className={classes.mono}>{name}</span>, card: 'title' },
      { id: 'backlog', header: t('feed.backlog'), cell: (consumer) => <Backlog consumer={consumer} />, width: 220 },
      { id: 'oldest', header: t('feed.oldest'), cell: ({ oldestTime }) => <RelativeTime value={oldestTime} />, width: 180 },
      { id: 'ack', header: t('feed.lastRead'), cell: ({ ackTime }) => (ackTime ? <RelativeTime value={ackTime} /> : t('feed.never')), width: 180 },
    ];
    if (!onForget) return columns;
    return [
      ...columns,
      {
        id: 'forget',
        header: t('feed.actions'),
        isHeaderHidden: true,
        width: 56,
        align: 'end',
        cell: (consumer) => (
          <ActionIcon variant="subtle" color="gray" aria-label={t('feed.forget', { name: consumer.name })} onClick={() => onForget(consumer)}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        ),
      },
    ];
  }, [t, onForget]);
}

function Backlog({ consumer: { backlog } }: { consumer: FeedConsumer }) {
  const { t } = useTranslation('erp');
  if (backlog === 0n) return <StatusBadge tone="positive">{t('feed.upToDate')}</StatusBadge>;
  return t('feed.changes', { count: Number(backlog) });
}
