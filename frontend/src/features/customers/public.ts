import { withTexts } from '@/i18n';
import { part } from '@/ui/part';

const values = withTexts(() => import('./history/FieldValue'), 'customers');

/** A value of a customer's field in words. */
export const FieldValue = part(async () => (await values()).FieldValue, '…');
