import { withTexts } from '@/i18n';
import { part } from '@/ui/part';

export { CustomerSelect } from './CustomerSelect';
export { useCustomer, useCustomerSearch } from './queries';

const values = withTexts(() => import('./history/FieldValue'), 'customers');

/** A value of a customer's field in words. */
export const FieldValue = part(async () => (await values()).FieldValue, '…');
