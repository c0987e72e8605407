export { having } from './filter';
export { CustomerSelect } from './CustomerSelect';
export { useCustomer, useCustomerSearch } from './queries';
