import { withTexts } from '@/i18n';
import { part } from '@/ui/part';

export { categoryText, joinPath, splitPath } from './path';
export { useProducts } from './queries';
export { BrandSelect, CategorySelect, ProductSelect } from './selects';

const parts = withTexts(() => import('./NoProducts'), 'products');

/** Says where products come from, when there are none. */
export const NoProducts = part(async () => (await parts()).NoProducts, null);
