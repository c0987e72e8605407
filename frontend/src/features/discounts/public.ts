import { withTexts } from '@/i18n';
import { part } from '@/ui/part';

export { stateOf } from './state';

const parts = withTexts(() => import('./parts'), 'discounts');

/** Parts of the pages of customers and groups. */
export const CustomerDiscounts = part(async () => (await parts()).CustomerDiscounts);
export const GroupDiscounts = part(async () => (await parts()).GroupDiscounts);
export const WhyPrice = part(async () => (await parts()).WhyPrice);
