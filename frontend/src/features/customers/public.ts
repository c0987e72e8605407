export { CustomerSelect } from './CustomerSelect';
export { useCustomer, useCustomerSearch } from './queries';
