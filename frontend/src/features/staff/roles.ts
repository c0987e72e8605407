import type { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { RolePermissions } from '@/gen/kartoteka/v1/staff_service_pb';

/** What some role may do, in the order of the API. */
export function permissionsOf(roles: readonly RolePermissions[]): Permission[] {
  return [...new Set(roles.flatMap(({ permissions }) => permissions))].sort((a, b) => a - b);
}
