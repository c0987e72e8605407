import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { Button, Text, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n';
import { toDate } from '@/i18n/format';
import classes from './Timeline.module.css';

export interface TimelineItem {
  id: string;
  icon: ReactNode;
  /** What happened, one line. */
  title: ReactNode;
  /** Who did it. */
  actor?: ReactNode;
  time: Timestamp | undefined;
  /** Details: before and after. */
  body?: ReactNode;
}

interface TimelineProps {
  items: readonly TimelineItem[];
  label: string;
  hasMore?: boolean;
  isLoadingMore?: boolean;
  onLoadMore?: () => void;
}

/** Events, newest first. Relative times for reading; the exact one on hover, on focus, and for machines. */
export function Timeline({ items, label, hasMore = false, isLoadingMore = false, onLoadMore }: TimelineProps) {
  const { t } = useTranslation('common');
  return (
    <>
      <ol className={classes.list} aria-label={label}>
        {items.map((item) => (
          <li key={item.id} className={classes.item}>
            <span className={classes.dot} aria-hidden>
              {item.icon}
            </span>
            <div>
              <div className={classes.head}>
                <Text size="sm" fw={550}>
                  {item.title}
                </Text>
                <Text size="xs" c="dimmed">
                  {item.actor}
                  {item.actor && ' · '}
                  <RelativeTime value={item.time} />
                </Text>
              </div>
              {item.body}
            </div>
          </li>
        ))}
      </ol>
      {hasMore && (
        <Button variant="default" size="xs" loading={isLoadingMore} onClick={onLoadMore}>
          {t('action.showOlder')}
        </Button>
      )}
    </>
  );
}

export function RelativeTime({ value }: { value: Timestamp | undefined }) {
  const format = useFormat();
  if (!value) return <>–</>;
  return (
    <Tooltip label={format.dateTime(value)} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={toDate(value).toISOString()}>{format.relative(value)}</time>
    </Tooltip>
  );
}
