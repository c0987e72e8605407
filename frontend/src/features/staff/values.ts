import { StaffRole, type StaffMember } from '@/gen/kartoteka/v1/staff_service_pb';

/** What the form of a staff member holds. */
export interface StaffValues {
  name: string;
  email: string;
  role: StaffRole;
  code: string;
  disabled: boolean;
}

/** The least that lets somebody work: more is a decision. */
export const newStaff: StaffValues = { name: '', email: '', role: StaffRole.SUPPORT, code: '', disabled: false };

export function staffValues({ name, email, role, code, disabled }: StaffMember): StaffValues {
  return { name, email, role, code, disabled };
}

export function staffMessage(values: StaffValues): StaffValues {
  return { ...values, name: values.name.trim(), email: values.email.trim(), code: values.code.trim() };
}
