export { DiscountPage } from './editor/DiscountPage';
export { NewDiscountPage } from './editor/NewDiscountPage';
export { DiscountsPage } from './list/DiscountsPage';
