import { lazy } from 'react';
import { loadTexts } from '@/i18n';

/** Parts of the pages of customers and groups. Their code and texts come when those pages stand. */
export const CustomerDiscounts = lazy(async () => ({ default: (await loadParts()).CustomerDiscounts }));
export const GroupDiscounts = lazy(async () => ({ default: (await loadParts()).GroupDiscounts }));
export const WhyPrice = lazy(async () => ({ default: (await loadParts()).WhyPrice }));

async function loadParts() {
  const [parts] = await Promise.all([import('./parts'), loadTexts('discounts')]);
  return parts;
}
