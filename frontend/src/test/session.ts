import { create } from '@bufbuild/protobuf';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { SessionSchema, type Session } from '@/gen/kartoteka/v1/session_service_pb';
import { StaffRole } from '@/gen/kartoteka/v1/staff_service_pb';

/** An owner; pass permissions to try what others see. */
export function testSession(permissions: Permission[] = allPermissions()): Session {
  return create(SessionSchema, {
    staff: { id: '01890000-0000-7000-8000-000000000001', email: 'owner@demo.example', name: 'Anna Nowak', role: StaffRole.OWNER },
    permissions,
    preferences: { language: 'en' },
  });
}

function allPermissions(): Permission[] {
  return Object.values(Permission).filter((value) => typeof value === 'number');
}
