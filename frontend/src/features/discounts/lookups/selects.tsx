import { useMemo } from 'react';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import type { Product } from '@/gen/kartoteka/v1/product_service_pb';
import { useFormat } from '@/i18n';
import { categoryText } from '../useDiscountText';
import { joinPath, splitPath } from './path';
import { useBrandSearch, useCategorySearch, useCustomerById, useCustomerSearch, useGroupById, useGroupSearch, useProducts, useProductSearch } from './queries';
import { SearchSelect, type Found, type SearchSelectProps } from './SearchSelect';

const none: Found[] = [];

/** An id that nobody has, as an address may hold, is still seen, and can be cleared. */
function unknown(value: string, isUnknown: boolean): Found | undefined {
  return isUnknown && value !== '' ? { value, label: value } : undefined;
}

/** Chooses a customer; the value is its id. */
export function CustomerSelect(props: SearchSelectProps) {
  const { value } = props;
  const { data, isError } = useCustomerById(value);
  const chosen = useMemo(() => (data?.customer ? foundCustomer(data.customer) : unknown(value, isError)), [data, value, isError]);
  return <SearchSelect useSearch={useCustomers} chosen={chosen} {...props} />;
}

/** Chooses a group; the value is its id. */
export function GroupSelect(props: SearchSelectProps) {
  const { value } = props;
  const { data, isError } = useGroupById(value);
  const chosen = useMemo(() => (data?.group ? { value: data.group.id, label: data.group.name } : unknown(value, isError)), [data, value, isError]);
  return <SearchSelect useSearch={useGroups} chosen={chosen} {...props} />;
}

/** Chooses a product; the value is its SKU. */
export function ProductSelect(props: SearchSelectProps) {
  const { value } = props;
  const product = useProducts(useMemo(() => (value === '' ? [] : [value]), [value])).data?.products.find(({ sku }) => sku === value);
  const found = useFoundProduct();
  // An SKU that is no longer in the catalogue is still what was chosen.
  const chosen = useMemo(() => (value === '' ? undefined : product ? found(product) : { value, label: value }), [value, product, found]);
  return <SearchSelect useSearch={useProductsFound} chosen={chosen} {...props} />;
}

/** Chooses a category; the value is its path joined, see joinPath. */
export function CategorySelect(props: SearchSelectProps) {
  const { value } = props;
  const chosen = useMemo(() => (value === '' ? undefined : { value, label: categoryText(splitPath(value)) }), [value]);
  return <SearchSelect useSearch={useCategories} chosen={chosen} {...props} />;
}

/** Chooses a brand. */
export function BrandSelect(props: SearchSelectProps) {
  const { value } = props;
  const chosen = useMemo(() => (value === '' ? undefined : { value, label: value }), [value]);
  return <SearchSelect useSearch={useBrands} chosen={chosen} {...props} />;
}

function useCustomers(words: string) {
  const { data, isFetching } = useCustomerSearch(words);
  return { found: useMemo(() => data?.customers.map(foundCustomer) ?? none, [data]), isFetching };
}

function foundCustomer({ id, name, number, email, taxId }: Customer): Found {
  return { value: id, label: name, hint: [number, email, taxId].filter(Boolean).join(' · ') };
}

function useGroups(words: string) {
  const { data, isFetching } = useGroupSearch(words);
  return { found: useMemo(() => data?.groups.map(({ id, name }) => ({ value: id, label: name })) ?? none, [data]), isFetching };
}

function useProductsFound(words: string) {
  const { data, isFetching } = useProductSearch(words);
  const found = useFoundProduct();
  return { found: useMemo(() => data?.products.map(found) ?? none, [data, found]), isFetching };
}

function useFoundProduct() {
  const format = useFormat();
  return useMemo(
    () =>
      ({ sku, name, brand, category, basePrice }: Product): Found => ({
        value: sku,
        label: `${name} (${sku})`,
        hint: [brand, categoryText(category), format.exactMoney(basePrice)].filter(Boolean).join(' · '),
      }),
    [format],
  );
}

function useCategories(words: string) {
  const { data, isFetching } = useCategorySearch(words);
  return { found: useMemo(() => data?.categories.map(({ path }) => ({ value: joinPath(path), label: categoryText(path) })) ?? none, [data]), isFetching };
}

function useBrands(words: string) {
  const { data, isFetching } = useBrandSearch(words);
  return { found: useMemo(() => data?.brands.map((brand) => ({ value: brand, label: brand })) ?? none, [data]), isFetching };
}
