import { withTexts } from '@/i18n';
import { part } from '@/ui/part';

export { daysBetween, endDayOf, todayIn, todayOf, zoneOf } from './days';
export { useShops, useShopsQuery, useToday } from './queries';

const parts = withTexts(() => import('./ShopsSection'), 'shops');

export const ShopsSection = part(async () => (await parts()).ShopsSection);
