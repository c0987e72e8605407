import { lazy } from 'react';
import { loadCustomerPage, loadNewCustomerPage } from './loaders';

export { CustomersPage } from './list/CustomersPage';
export { loadFieldValue } from './loaders';

/** Opened from the list, so not part of the first load. */
export const NewCustomerPage = lazy(async () => ({ default: (await loadNewCustomerPage()).NewCustomerPage }));
export const CustomerPage = lazy(async () => ({ default: (await loadCustomerPage()).CustomerPage }));
