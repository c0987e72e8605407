import { IconKey, IconPercentage, IconPlugConnected, IconSettings, IconTags, IconUsers } from '@tabler/icons-react';
import { Permission } from '@/gen/kartoteka/v1/options_pb';

export interface NavItem {
  to: '/customers' | '/groups' | '/discounts' | '/erp' | '/access' | '/settings';
  /** Key of the label. */
  label: string;
  icon: typeof IconUsers;
  permission: Permission;
}

/** The menu, in the order of a working day. Items that the person may not open are not shown. */
export const navItems: readonly NavItem[] = [
  { to: '/customers', label: 'nav.customers', icon: IconUsers, permission: Permission.CUSTOMERS_READ },
  { to: '/groups', label: 'nav.groups', icon: IconTags, permission: Permission.CUSTOMERS_READ },
  { to: '/discounts', label: 'nav.discounts', icon: IconPercentage, permission: Permission.PRICES_READ },
  { to: '/erp', label: 'nav.erp', icon: IconPlugConnected, permission: Permission.SYNC_READ },
  { to: '/access', label: 'nav.access', icon: IconKey, permission: Permission.STAFF_READ },
  { to: '/settings', label: 'nav.settings', icon: IconSettings, permission: Permission.SETTINGS_READ },
];
