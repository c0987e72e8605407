export { CouponsTab } from './CouponsTab';
export { CustomerCoupons } from './CustomerCoupons';
export { NewCouponButton } from './NewCouponButton';
