import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ConnectRouter, ServiceImpl } from '@connectrpc/connect';
import { CouponService } from '@/gen/kartoteka/v1/coupon_service_pb';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { DiscountOrigin, type DiscountSchema } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountService } from '@/gen/kartoteka/v1/discount_service_pb';
import { GroupService } from '@/gen/kartoteka/v1/group_service_pb';
import { PricingService } from '@/gen/kartoteka/v1/pricing_service_pb';
import { ProductService } from '@/gen/kartoteka/v1/product_service_pb';
import { ShopService } from '@/gen/kartoteka/v1/shop_service_pb';

export const vip = { id: '01890000-0000-7000-8000-0000000000a1', name: 'VIP' };
export const acme = { id: '01890000-0000-7000-8000-0000000000c1', name: 'Acme', number: '100001' };
export const saw = { sku: 'SAW-5', name: 'Saw', category: ['Tools', 'Saws'], brand: 'Bosch', basePrice: { amount: '100', currency: 'PLN' }, taxRate: '23' };

/** 12.5 % for the group on a category, from ten on. */
export const winter = {
  id: '01890000-0000-7000-8000-0000000000d1',
  name: 'Winter saws',
  target: { target: { case: 'groupId', value: vip.id }, name: vip.name },
  scope: { scope: { case: 'category', value: { names: ['Tools', 'Saws'] } } },
  reduction: { case: 'percent', value: '12.5' },
  minQuantity: '10',
  priority: 5,
  origin: DiscountOrigin.SHOP,
  etag: '1',
} satisfies MessageInitShape<typeof DiscountSchema>;

/** What the ERP grants to the contractor; it has no name. */
export const ofErp = {
  id: '01890000-0000-7000-8000-0000000000d2',
  target: { target: { case: 'customerId', value: acme.id }, name: acme.name },
  scope: { scope: { case: 'everything', value: true } },
  reduction: { case: 'percent', value: '5' },
  minQuantity: '0',
  priority: 100,
  origin: DiscountOrigin.ERP,
  externalId: { sourceSystem: 'MAIN', externalId: 'contractor/1' },
} satisfies MessageInitShape<typeof DiscountSchema>;

interface PricingServer {
  discounts?: Partial<ServiceImpl<typeof DiscountService>>;
  coupons?: Partial<ServiceImpl<typeof CouponService>>;
  products?: Partial<ServiceImpl<typeof ProductService>>;
  pricing?: Partial<ServiceImpl<typeof PricingService>>;
}

/** One shop, one customer, one group, one product; whatever is not given is empty. */
export function pricingServer({ discounts = {}, coupons = {}, products = {}, pricing = {} }: PricingServer = {}) {
  return ({ service }: ConnectRouter) => {
    service(ShopService, { listShops: () => ({ shops: [{ id: '01890000-0000-7000-8000-0000000000b1', name: 'Main', currency: 'PLN', timeZone: 'Europe/Warsaw' }] }) });
    service(CustomerService, { listCustomers: () => ({ customers: [acme] }), getCustomer: () => ({ customer: acme }) });
    service(GroupService, { listGroups: () => ({ groups: [vip] }), getGroup: () => ({ group: vip }) });
    service(ProductService, { listProducts: () => ({ products: [saw] }), listCategories: () => ({}), listBrands: () => ({}), ...products });
    service(DiscountService, { listDiscounts: () => ({}), listDiscountFindings: () => ({}), previewDiscount: () => ({}), ...discounts });
    service(CouponService, { listCoupons: () => ({}), listRedemptions: () => ({}), ...coupons });
    service(PricingService, pricing);
  };
}
