import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchBox, Toolbar, type ListState } from '@/table';
import { FilterBar } from './FilterBar';
import type { DiscountsState } from './params';
import { useChips } from './useChips';

interface DiscountToolbarProps {
  list: ListState<DiscountsState>;
  isSearching: boolean;
  summary?: ReactNode;
}

/** Search, filters and their chips: the same above the list and above the calendar. */
export function DiscountToolbar({ list: { state, update, clear }, isSearching, summary }: DiscountToolbarProps) {
  const { t } = useTranslation('discounts');
  return (
    <Toolbar
      search={<SearchBox value={state.q} onChange={(q) => update({ q })} label={t('search.name')} isSearching={isSearching} />}
      filters={<FilterBar state={state} update={update} />}
      summary={summary}
      chips={useChips(state, update)}
      onClear={() => clear('q')}
    />
  );
}
