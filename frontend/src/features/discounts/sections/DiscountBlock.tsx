import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Discount } from '@/gen/kartoteka/v1/discount_pb';
import type { Pages } from '@/records';
import { TableBlock } from '@/table';
import { useLineColumns } from './columns';
import classes from './sections.module.css';

const discountId = (discount: Discount) => discount.id;

interface DiscountBlockProps {
  title: string;
  discounts: Pages<Discount>;
  /** Said when there are none; without it the block is left out then. */
  empty?: string;
  /** They are changed in the ERP, not here. */
  isLocked?: boolean;
  withTarget?: boolean;
  withOrigin?: boolean;
}

/** Discounts of one kind. */
export function DiscountBlock({ discounts: { rows, query }, isLocked = false, withTarget = false, withOrigin = false, ...props }: DiscountBlockProps) {
  const { t } = useTranslation('discounts');
  const columns = useLineColumns({ withTarget, withOrigin });
  const lock = isLocked && (
    <span className={classes.locked}>
      <IconLock size={13} aria-hidden /> {t('lock.erp')}
    </span>
  );
  return <TableBlock note={lock} columns={columns} rows={rows} rowId={discountId} query={query} {...props} />;
}
