import { IconPercentage } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import type { Discount } from '@/gen/kartoteka/v1/discount_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { DataTable, SearchBox, Toolbar, useListState, type RowLink } from '@/table';
import { EmptyState } from '@/ui';
import { todayOf } from '../days';
import { useShops } from '../lookups/queries';
import { useDiscounts } from '../queries';
import { isOver, stateOf } from '../state';
import { useDiscountColumns } from './columns';
import { FilterBar } from './FilterBar';
import { NewDiscountButton } from './NewDiscountButton';
import { filterKeys, params, toFilter } from './params';
import { useChips } from './useChips';

const discountId = (discount: Discount) => discount.id;
const discountLink = (discount: Discount): RowLink => ({ to: '/discounts/$discountId', params: { discountId: discount.id } });

/** All discounts, newest first. What is shown is in the address alone. */
export function DiscountList() {
  const { t } = useTranslation('discounts');
  const { state, update, clear, isSet } = useListState(params);
  const query = useDiscounts(useMemo(() => toFilter(state), [state]));
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.discounts) ?? [], [query.data]);
  const columns = useDiscountColumns();
  const chips = useChips(state, update);
  const today = todayOf(useShops());
  const canWrite = useCan(Permission.DISCOUNTS_WRITE);
  return (
    <>
      <Toolbar
        search={<SearchBox value={state.q} onChange={(q) => update({ q })} label={t('search.name')} isSearching={query.isPlaceholderData} />}
        filters={<FilterBar state={state} update={update} />}
        summary={query.data && !query.hasNextPage && t('count', { count: rows.length })}
        chips={chips}
        onClear={() => clear('q')}
      />
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
