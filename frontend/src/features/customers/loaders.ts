/** The code of the pages that the list leads to. */
export const loadCustomerPage = () => import('./detail/CustomerPage');
export const loadNewCustomerPage = () => import('./new/NewCustomerPage');
