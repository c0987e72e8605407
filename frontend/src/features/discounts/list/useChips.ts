import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomer } from '@/features/customers/public';
import { useGroup } from '@/features/groups/public';
import { useProducts } from '@/features/products/public';
import { DiscountOriginSchema } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountStateSchema } from '@/gen/kartoteka/v1/discount_service_pb';
import { useEnumLabel } from '@/i18n';
import type { Chip } from '@/table';
import { whoPatch, type DiscountsState } from './params';

/** A chip for every value that narrows the list. */
export function useChips(state: DiscountsState, update: (patch: Partial<DiscountsState>) => void): Chip[] {
  const { t } = useTranslation('discounts');
  const label = useEnumLabel();
  const names = useNames(state);
  const chip = (key: string, name: string, value: string, patch: Partial<DiscountsState>): Chip => ({
    key: `${key}:${value}`,
    label: `${name}: ${value}`,
    onRemove: () => update(patch),
  });
  return [
    ...state.state.map((one) => chip('state', t('field.state'), label(DiscountStateSchema, one), { state: state.state.filter((other) => other !== one) })),
    ...state.origin.map((one) => chip('origin', t('field.origin'), label(DiscountOriginSchema, one), { origin: state.origin.filter((other) => other !== one) })),
    ...(state.customer === '' ? [] : [chip('customer', t('field.target'), names.customer, whoPatch({}))]),
    ...(state.group === '' ? [] : [chip('group', t('field.target'), names.group, whoPatch({}))]),
    ...(state.everyone === true ? [chip('everyone', t('field.target'), t('everyone'), whoPatch({}))] : []),
    ...(state.sku === '' ? [] : [chip('sku', t('filter.product'), names.product, { sku: '' })]),
  ];
}

function useNames({ customer, group, sku }: DiscountsState) {
  const products = useProducts(useMemo(() => (sku === '' ? [] : [sku]), [sku])).data?.products;
  const byCustomer = useCustomer(customer);
  const byGroup = useGroup(group);
  // Nobody has this id, or nobody could be asked: then the id is all that is known.
  return {
    customer: byCustomer.data?.customer?.name ?? (byCustomer.isError ? customer : '…'),
    group: byGroup.data?.group?.name ?? (byGroup.isError ? group : '…'),
    product: products?.find((product) => product.sku === sku)?.name ?? sku,
  };
}
