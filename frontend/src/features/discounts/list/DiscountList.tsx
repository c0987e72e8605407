import { IconPercentage } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { useToday } from '@/features/shops/public';
import type { Discount } from '@/gen/kartoteka/v1/discount_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { DataTable, useListState, type RowLink } from '@/table';
import { EmptyState } from '@/ui';
import { useDiscounts } from '../queries';
import { isOver, stateOf } from '../state';
import { useDiscountColumns } from './columns';
import { DiscountToolbar } from './DiscountToolbar';
import { NewDiscountButton } from './NewDiscountButton';
import { filterKeys, params, toFilter } from './params';

const discountId = (discount: Discount) => discount.id;
const discountLink = (discount: Discount): RowLink => ({ to: '/discounts/$discountId', params: { discountId: discount.id } });

/** All discounts, newest first. What is shown is in the address alone. */
export function DiscountList() {
  const { t } = useTranslation('discounts');
  const list = useListState(params);
  const { state, clear, isSet } = list;
  const { rows, query } = useDiscounts(useMemo(() => toFilter(state), [state]));
  const columns = useDiscountColumns();
  const today = useToday();
  const canWrite = useCan(Permission.DISCOUNTS_WRITE);
  return (
    <>
      <DiscountToolbar list={list} isSearching={query.isPlaceholderData} summary={query.data && !query.hasNextPage && t('count', { count: rows.length })} />
      <DataTable
        id="discounts"
        label={t('title')}
        columns={columns}
        rows={rows}
        rowId={discountId}
        query={query}
        rowLink={discountLink}
        rowTone={(discount) => (isOver(stateOf(discount, today)) ? 'muted' : undefined)}
        isFiltered={isSet('q', ...filterKeys)}
        onClearFilters={() => clear()}
        empty={
          <EmptyState
            icon={<IconPercentage size={26} stroke={1.5} />}
            title={t('empty.title')}
            description={t(canWrite ? 'empty.hint' : 'empty.hintReader')}
            action={<NewDiscountButton />}
          />
        }
      />
    </>
  );
}
