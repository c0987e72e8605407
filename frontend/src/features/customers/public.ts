export { CustomersPage, NewCustomerPage, CustomerPage } from './pages';
