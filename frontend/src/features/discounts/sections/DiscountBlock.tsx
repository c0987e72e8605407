import { IconLock } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Discount } from '@/gen/kartoteka/v1/discount_pb';
import { TableBlock } from '@/table';
import type { useDiscounts } from '../queries';
import { useLineColumns } from './columns';
import classes from './sections.module.css';

const discountId = (discount: Discount) => discount.id;

interface DiscountBlockProps {
  title: string;
  query: ReturnType<typeof useDiscounts>;
  /** Said when there are none; without it the block is left out then. */
  empty?: string;
  /** They are changed in the ERP, not here. */
  isLocked?: boolean;
  withTarget?: boolean;
  withOrigin?: boolean;
}

/** Discounts of one kind. */
export function DiscountBlock({ query, isLocked = false, withTarget = false, withOrigin = false, ...props }: DiscountBlockProps) {
  const { t } = useTranslation('discounts');
  const columns = useLineColumns({ withTarget, withOrigin });
  const discounts = useMemo(() => query.data?.pages.flatMap((page) => page.discounts) ?? [], [query.data]);
  const lock = isLocked && (
    <span className={classes.locked}>
      <IconLock size={13} aria-hidden /> {t('lock.erp')}
    </span>
  );
  return <TableBlock note={lock} columns={columns} rows={discounts} rowId={discountId} query={query} {...props} />;
}
