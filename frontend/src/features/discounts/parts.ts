export { CustomerDiscounts } from './sections/CustomerDiscounts';
export { GroupDiscounts } from './sections/GroupDiscounts';
export { WhyPrice } from './why/WhyPrice';
