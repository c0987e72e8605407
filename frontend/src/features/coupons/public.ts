import { withTexts } from '@/i18n';
import { part } from '@/ui/part';

const parts = withTexts(() => import('./parts'), 'coupons');

/** The tab beside the discounts. */
export const CouponsTab = part(async () => (await parts()).CouponsTab);
export const NewCouponButton = part(async () => (await parts()).NewCouponButton, null);
/** Those that are bound to a customer. */
export const CustomerCoupons = part(async () => (await parts()).CustomerCoupons, null);
