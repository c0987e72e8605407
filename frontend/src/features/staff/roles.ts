import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { StaffRole } from '@/gen/kartoteka/v1/staff_service_pb';

export const roles = [StaffRole.OWNER, StaffRole.MANAGER, StaffRole.SUPPORT, StaffRole.VIEWER] as const;

const everybody: readonly StaffRole[] = roles;
const desk: readonly StaffRole[] = [StaffRole.OWNER, StaffRole.MANAGER, StaffRole.SUPPORT];
const leaders: readonly StaffRole[] = [StaffRole.OWNER, StaffRole.MANAGER];
const owners: readonly StaffRole[] = [StaffRole.OWNER];

export interface Ability {
  permission: Permission;
  /** Names the text: "ability.customersRead". */
  name: string;
  roles: readonly StaffRole[];
}

/** What each role may do, as the API's permissions say (SEC-1), in the order of a working day. */
export const abilities: readonly Ability[] = [
  { permission: Permission.CUSTOMERS_READ, name: 'customersRead', roles: everybody },
  { permission: Permission.CUSTOMERS_WRITE, name: 'customersWrite', roles: desk },
  { permission: Permission.CUSTOMERS_DECIDE, name: 'customersDecide', roles: desk },
  { permission: Permission.CUSTOMERS_DELETE, name: 'customersDelete', roles: leaders },
  { permission: Permission.GROUPS_WRITE, name: 'groupsWrite', roles: leaders },
  { permission: Permission.PRICES_READ, name: 'pricesRead', roles: everybody },
  { permission: Permission.DISCOUNTS_WRITE, name: 'discountsWrite', roles: leaders },
  { permission: Permission.COUPONS_REDEEM, name: 'couponsRedeem', roles: desk },
  { permission: Permission.SYNC_READ, name: 'syncRead', roles: everybody },
  { permission: Permission.SYNC_DECIDE, name: 'syncDecide', roles: leaders },
  { permission: Permission.SOURCES_WRITE, name: 'sourcesWrite', roles: leaders },
  { permission: Permission.STAFF_READ, name: 'staffRead', roles: everybody },
  { permission: Permission.STAFF_WRITE, name: 'staffWrite', roles: owners },
  { permission: Permission.API_KEYS, name: 'apiKeys', roles: owners },
  { permission: Permission.SETTINGS_READ, name: 'settingsRead', roles: everybody },
  { permission: Permission.SETTINGS_WRITE, name: 'settingsWrite', roles: leaders },
];
