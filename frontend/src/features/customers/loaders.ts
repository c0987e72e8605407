/** The code of the pages that the list leads to. */
export const loadCustomerPage = () => import('./detail/CustomerPage');
export const loadNewCustomerPage = () => import('./new/NewCustomerPage');
/** A value of a customer's field in words; for pages that are not of the customers. */
export const loadFieldValue = () => import('./history/FieldValue');
