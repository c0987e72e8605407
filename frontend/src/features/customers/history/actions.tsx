import {
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconHistory,
  IconLock,
  IconLockOpen,
  IconMapPin,
  IconPencil,
  IconPercentage,
  IconPlus,
  IconStar,
  IconTag,
  IconTicket,
  IconTrash,
  IconUser,
} from '@tabler/icons-react';

const icons: Record<string, typeof IconUser> = {
  CUSTOMER_CREATED: IconPlus,
  CUSTOMER_UPDATED: IconPencil,
  CUSTOMER_APPROVED: IconCircleCheck,
  CUSTOMER_REJECTED: IconCircleX,
  CUSTOMER_BLOCKED: IconBan,
  CUSTOMER_UNBLOCKED: IconLockOpen,
  CUSTOMER_DELETED: IconTrash,
  ADDRESS_CREATED: IconMapPin,
  ADDRESS_UPDATED: IconMapPin,
  ADDRESS_DELETED: IconMapPin,
  EMPLOYEE_CREATED: IconUser,
  EMPLOYEE_UPDATED: IconUser,
  EMPLOYEE_DELETED: IconUser,
  EMPLOYEE_BLOCKED: IconLock,
  EMPLOYEE_UNBLOCKED: IconLockOpen,
  DEFAULT_EMPLOYEE_SET: IconStar,
  GROUP_JOINED: IconTag,
  GROUP_LEFT: IconTag,
  DISCOUNT_CREATED: IconPercentage,
  DISCOUNT_UPDATED: IconPercentage,
  DISCOUNT_ENDED: IconPercentage,
  COUPON_CREATED: IconTicket,
  COUPON_UPDATED: IconTicket,
  COUPON_ENDED: IconTicket,
  COUPON_REDEEMED: IconTicket,
  COUPON_RELEASED: IconTicket,
};

export function ActionIcon({ action }: { action: string }) {
  const Icon = icons[action] ?? IconHistory;
  return <Icon size={15} stroke={1.8} />;
}
