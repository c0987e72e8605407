import { useTranslation } from 'react-i18next';
import { ProductSelect } from '@/features/products/public';
import { DiscountOriginSchema } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountStateSchema } from '@/gen/kartoteka/v1/discount_service_pb';
import { EnumFilter, FilterPopover } from '@/table';
import type { DiscountsState } from './params';
import { WhoFilter } from './WhoFilter';

export interface FilterBarProps {
  state: DiscountsState;
  update: (patch: Partial<DiscountsState>) => void;
}

/** The filters, which are AND-ed; the states within theirs are OR-ed. */
export function FilterBar({ state, update }: FilterBarProps) {
  const { t } = useTranslation('discounts');
  return (
    <>
      <WhoFilter state={state} update={update} />
      <FilterPopover label={t('filter.product')} count={state.sku === '' ? 0 : 1}>
        <ProductSelect label={t('filter.productHint')} placeholder={t('search.product')} value={state.sku} onChange={(sku) => update({ sku })} comboboxProps={{ withinPortal: false }} />
      </FilterPopover>
      <EnumFilter label={t('field.state')} desc={DiscountStateSchema} value={state.state} onChange={(states) => update({ state: states })} />
      <EnumFilter label={t('field.origin')} desc={DiscountOriginSchema} value={state.origin} onChange={(origin) => update({ origin })} />
    </>
  );
}
