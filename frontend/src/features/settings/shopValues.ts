import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Shop, ShopSchema } from '@/gen/kartoteka/v1/shop_service_pb';

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
}

export function shopValues({ code, name, domain, country, language, currency, timeZone, approvalRequired }: Shop): ShopValues {
  return { code, name, domain, country, language, currency, timeZone, approvalRequired };
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
  };
}

/** People paste addresses; a shop has a domain. */
export function shopMessage(values: ShopValues): MessageInitShape<typeof ShopSchema> {
  return { ...values, code: values.code.trim(), name: values.name.trim(), domain: domainOf(values.domain) };
}

export function domainOf(text: string): string {
  return text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .toLowerCase();
}
