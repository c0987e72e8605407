import type { DescMessage } from '@bufbuild/protobuf';
import {
  IconBuildingStore,
  IconKey,
  IconMapPin,
  IconPercentage,
  IconPlugConnected,
  IconTag,
  IconTicket,
  IconUser,
  IconUserCog,
  IconUsers,
  IconWebhook,
  type Icon,
} from '@tabler/icons-react';
import { AddressSchema } from '@/gen/kartoteka/v1/address_pb';
import { ApiKeySchema } from '@/gen/kartoteka/v1/api_key_service_pb';
import { CouponSchema } from '@/gen/kartoteka/v1/coupon_service_pb';
import { CustomerSchema } from '@/gen/kartoteka/v1/customer_pb';
import { DiscountSchema } from '@/gen/kartoteka/v1/discount_pb';
import { EmployeeSchema } from '@/gen/kartoteka/v1/employee_service_pb';
import { GroupSchema } from '@/gen/kartoteka/v1/group_service_pb';
import { ShopSchema } from '@/gen/kartoteka/v1/shop_service_pb';
import { SourceSystemSchema } from '@/gen/kartoteka/v1/source_system_service_pb';
import { StaffMemberSchema } from '@/gen/kartoteka/v1/staff_service_pb';
import { WebhookSchema } from '@/gen/kartoteka/v1/webhook_service_pb';

/** A kind of thing that the history tells of. */
export interface Noun {
  /** What its actions begin with: CUSTOMER_UPDATED. */
  prefixes: readonly string[];
  /** The message whose fields the changes name. */
  schema: DescMessage;
  /** The features whose texts name the fields; those of the first one name the actions as well. */
  texts: readonly [string, ...string[]];
  icon: Icon;
}

export const nouns = {
  customer: { prefixes: ['CUSTOMER'], schema: CustomerSchema, texts: ['customers'], icon: IconUsers },
  address: { prefixes: ['ADDRESS'], schema: AddressSchema, texts: ['customers'], icon: IconMapPin },
  employee: { prefixes: ['EMPLOYEE', 'DEFAULT_EMPLOYEE'], schema: EmployeeSchema, texts: ['customers'], icon: IconUser },
  group: { prefixes: ['GROUP'], schema: GroupSchema, texts: ['groups'], icon: IconTag },
  discount: { prefixes: ['DISCOUNT'], schema: DiscountSchema, texts: ['discounts'], icon: IconPercentage },
  coupon: { prefixes: ['COUPON'], schema: CouponSchema, texts: ['coupons'], icon: IconTicket },
  shop: { prefixes: ['SHOP'], schema: ShopSchema, texts: ['shops'], icon: IconBuildingStore },
  staff: { prefixes: ['STAFF'], schema: StaffMemberSchema, texts: ['staff'], icon: IconUserCog },
  apiKey: { prefixes: ['API_KEY'], schema: ApiKeySchema, texts: ['apiKeys'], icon: IconKey },
  sourceSystem: { prefixes: ['SOURCE', 'SNAPSHOT', 'FEED', 'CONTRACTORS'], schema: SourceSystemSchema, texts: ['erp', 'customers'], icon: IconPlugConnected },
  webhook: { prefixes: ['WEBHOOK'], schema: WebhookSchema, texts: ['erp'], icon: IconWebhook },
} as const satisfies Record<string, Noun>;

/** The noun that an action is about; nothing for one that is unknown here. */
export function nounOf(action: string): Noun | undefined {
  return Object.values<Noun>(nouns).find(({ prefixes }) => prefixes.some((prefix) => action.startsWith(`${prefix}_`)));
}
