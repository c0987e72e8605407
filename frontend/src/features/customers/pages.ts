import { part } from '@/ui/part';
import { loadCustomerPage, loadNewCustomerPage } from './loaders';

export { CustomersPage } from './list/CustomersPage';

/** Opened from the list, so not part of the first load. */
export const NewCustomerPage = part(async () => (await loadNewCustomerPage()).NewCustomerPage);
export const CustomerPage = part(async () => (await loadCustomerPage()).CustomerPage);
