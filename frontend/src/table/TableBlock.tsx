import { Skeleton, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/ui';
import { PlainTable, type PlainColumn } from './PlainTable';
import classes from './TableBlock.module.css';
import type { ListQuery } from './types';

interface TableBlockProps<Row> {
  title: string;
  /** Said beside the title. */
  note?: ReactNode;
  columns: readonly PlainColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  query: ListQuery;
  /** Said when there are none; without it the whole block is left out. */
  empty?: string;
}

/** One of several tables in a section, below a small heading: each loads and fails on its own. */
export function TableBlock<Row>({ title, note, columns, rows, rowId, query, empty }: TableBlockProps<Row>) {
  const { t } = useTranslation('common');
  const isEmpty = rows.length === 0;
  if (isEmpty && !query.error && empty === undefined) return null;
  return (
    <div className={classes.block}>
      <div className={classes.head}>
        <Title order={3}>{title}</Title>
        {note && (
          <Text size="xs" c="dimmed">
            {note}
          </Text>
        )}
      </div>
      {query.isPending && <Skeleton height={14} width="60%" m="md" mt={0} radius="sm" />}
      {query.error !== null && (
        <div className={classes.body}>
          <ErrorState error={query.error} onRetry={query.refetch} compact />
        </div>
      )}
      {isEmpty && !query.isPending && !query.error && (
        <Text size="sm" c="dimmed" className={classes.body}>
          {empty}
        </Text>
      )}
      {!isEmpty && <PlainTable label={title} columns={columns} rows={rows} rowId={rowId} more={query} moreLabel={t('action.showMore')} />}
    </div>
  );
}
