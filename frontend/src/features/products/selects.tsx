import { useMemo } from 'react';
import type { Product } from '@/gen/kartoteka/v1/product_service_pb';
import { useFormat } from '@/i18n';
import { SearchSelect, type Found, type SearchSelectProps } from '@/ui/SearchSelect';
import { categoryText, joinPath, splitPath } from './path';
import { useBrandSearch, useCategorySearch, useProducts, useProductSearch } from './queries';

const none: Found[] = [];

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
