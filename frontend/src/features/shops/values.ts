import type { MessageInitShape } from '@bufbuild/protobuf';
import { ShopDiscounts, type Pricing, type Shop, type ShopSchema } from '@/gen/kartoteka/v1/shop_service_pb';

/** What the form of a shop holds. */
export interface ShopValues {
  code: string;
  name: string;
  domain: string;
  country: string;
  language: string;
  currency: string;
  timeZone: string;
  approvalRequired: boolean;
  pricing: PricingValues;
}

/** Which discounts count; a switch is asked for what it lets in, not for what it leaves out. */
export interface PricingValues {
  erpDiscounts: boolean;
  shopDiscounts: ShopDiscounts;
  /** '' for no floor. */
  floorPercent: string;
}

const newPricing: PricingValues = { erpDiscounts: true, shopDiscounts: ShopDiscounts.ONE, floorPercent: '' };

export function shopValues({ code, name, domain, country, language, currency, timeZone, approvalRequired, pricing }: Shop): ShopValues {
  return { code, name, domain, country, language, currency, timeZone, approvalRequired, pricing: pricing ? pricingValues(pricing) : newPricing };
}

function pricingValues({ erpDiscountsOff, shopDiscounts, floorPercent }: Pricing): PricingValues {
  return {
    erpDiscounts: !erpDiscountsOff,
    shopDiscounts: shopDiscounts === ShopDiscounts.UNSPECIFIED ? ShopDiscounts.ONE : shopDiscounts,
    floorPercent: Number(floorPercent) === 0 ? '' : floorPercent,
  };
}

/** A new shop is most likely like the first one, in the time zone of the person who adds it. */
export function newShop(like: Shop | undefined): ShopValues {
  return {
    code: '',
    name: '',
    domain: '',
    country: like?.country ?? '',
    language: like?.language ?? '',
    currency: like?.currency ?? '',
    timeZone: like?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    approvalRequired: false,
    pricing: newPricing,
  };
}

/** People paste addresses; a shop has a domain. */
export function shopMessage(values: ShopValues): MessageInitShape<typeof ShopSchema> {
  const { erpDiscounts, shopDiscounts, floorPercent } = values.pricing;
  return {
    ...values,
    code: values.code.trim(),
    name: values.name.trim(),
    domain: domainOf(values.domain),
    pricing: { erpDiscountsOff: !erpDiscounts, shopDiscounts, floorPercent: floorPercent || '0' },
  };
}

export function domainOf(text: string): string {
  return text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .toLowerCase();
}
