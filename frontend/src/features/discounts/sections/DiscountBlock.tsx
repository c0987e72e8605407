import { Skeleton, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Discount } from '@/gen/kartoteka/v1/discount_pb';
import { PlainTable } from '@/table/PlainTable';
import { ErrorState } from '@/ui';
import type { useDiscounts } from '../queries';
import { useLineColumns } from './columns';
import classes from './sections.module.css';

const discountId = (discount: Discount) => discount.id;

interface DiscountBlockProps {
  title: string;
  query: ReturnType<typeof useDiscounts>;
  /** Said when there are none. */
  empty?: string;
  /** Nothing at all is shown when there are none. */
  hideEmpty?: boolean;
  /** They are changed in the ERP, not here. */
  isLocked?: boolean;
  withTarget?: boolean;
  withOrigin?: boolean;
}

/** Discounts of one kind below a small heading, each loading and failing on its own. */
export function DiscountBlock({ title, query, empty, hideEmpty = false, isLocked = false, withTarget = false, withOrigin = false }: DiscountBlockProps) {
  const { t } = useTranslation('discounts');
  const columns = useLineColumns({ withTarget, withOrigin });
  const discounts = useMemo(() => query.data?.pages.flatMap((page) => page.discounts) ?? [], [query.data]);
  if (hideEmpty && query.isSuccess && discounts.length === 0) return null;
  return (
    <div className={classes.block}>
      <div className={classes.blockHead}>
        <Title order={3}>{title}</Title>
        {isLocked && (
          <Text size="xs" c="dimmed" className={classes.locked}>
            <IconLock size={13} aria-hidden /> {t('lock.erp')}
          </Text>
        )}
      </div>
      {query.isPending && <Skeleton height={14} width="60%" m="md" mt={0} radius="sm" />}
      {query.error && (
        <div className={classes.note}>
          <ErrorState error={query.error} onRetry={query.refetch} compact />
        </div>
      )}
      {query.isSuccess && discounts.length === 0 && (
        <Text size="sm" c="dimmed" className={classes.note}>
          {empty}
        </Text>
      )}
      {discounts.length > 0 && <PlainTable label={title} columns={columns} rows={discounts} rowId={discountId} more={query} moreLabel={t('showMore')} />}
    </div>
  );
}
