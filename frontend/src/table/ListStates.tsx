import { Alert, Button, Group, NativeSelect, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconFilterOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import classes from './table.module.css';
import type { DataTableProps } from './types';

/** Everything a list says besides its rows: loading, failed, nothing yet, no match, refreshing. */
export function ListStates<Row>(props: DataTableProps<Row> & { isPhone: boolean }) {
  const { rows, query, isPhone } = props;
  return (
    <>
      <Announcement {...props} />
      <div className={classes.progress} data-active={(query.isFetching && rows.length > 0) || undefined} aria-hidden />
      {isPhone && rows.length > 0 && <SortSelect {...props} />}
      {query.error !== null && query.error !== undefined && <Failed {...props} />}
      {query.isPending && isPhone && <CardSkeletons />}
      {!query.isPending && !query.error && rows.length === 0 && <Nothing {...props} />}
    </>
  );
}

/** The rows that are there stay; only an empty list gives its place to the error. */
function Failed<Row>({ rows, query }: DataTableProps<Row>) {
  const { t } = useTranslation('common');
  if (rows.length === 0) return <ErrorState error={query.error} onRetry={query.refetch} />;
  return (
    <Alert color="red" py={6} radius={0} role="alert">
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t('table.stale')}</Text>
        <Button size="compact-xs" variant="default" onClick={() => void query.refetch()}>
          {t('action.retry')}
        </Button>
      </Group>
    </Alert>
  );
}

function Nothing<Row>({ isFiltered = false, onClearFilters, empty }: DataTableProps<Row>) {
  const { t } = useTranslation('common');
  if (!isFiltered) return empty;
  return (
    <EmptyState
      icon={<IconFilterOff size={26} stroke={1.5} />}
      title={t('table.noMatch')}
      description={t('table.noMatchHint')}
      action={
        onClearFilters && (
          <Button variant="default" onClick={onClearFilters}>
            {t('table.clearFilters')}
          </Button>
        )
      }
    />
  );
}

function SortSelect<Row>({ columns, orderBy = '', onOrderByChange }: DataTableProps<Row>) {
  const { t } = useTranslation('common');
  const sortable = columns.filter((column) => column.sortField);
  if (sortable.length === 0 || !onOrderByChange) return null;
  const data = sortable.flatMap(({ sortField = '', header }) => [
    { value: sortField, label: `${header} ↑` },
    { value: `${sortField} desc`, label: `${header} ↓` },
  ]);
  return (
    <Group gap="xs" px="sm" py={6} className={classes.cardSort}>
      <Text size="xs" c="dimmed">
        {t('table.sort')}
      </Text>
      <NativeSelect
        size="xs"
        aria-label={t('table.sort')}
        data={data}
        value={orderBy}
        onChange={(event) => onOrderByChange(event.currentTarget.value)}
      />
    </Group>
  );
}

function CardSkeletons() {
  return (
    <Stack gap={0} aria-hidden>
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className={classes.card} style={{ height: 96 }}>
          <Skeleton height={13} width="55%" mb={10} />
          <Skeleton height={11} width="80%" mb={6} />
          <Skeleton height={11} width="40%" />
        </div>
      ))}
    </Stack>
  );
}

/** Said once the rows have settled; silent while typing goes on. */
function Announcement<Row>({ rows, query, total }: DataTableProps<Row>) {
  const { t } = useTranslation('common');
  const text = query.isPending ? t('state.loading') : query.isFetching ? '' : t('table.rows', { count: total ?? rows.length });
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {text}
    </VisuallyHidden>
  );
}
