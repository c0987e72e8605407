import { lazy } from 'react';

export { CustomersPage } from './list/CustomersPage';

/** Opened from the list, so not part of the first load. */
export const NewCustomerPage = lazy(async () => ({ default: (await import('./new/NewCustomerPage')).NewCustomerPage }));
export const CustomerPage = lazy(async () => ({ default: (await import('./detail/CustomerPage')).CustomerPage }));
