import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { StaffMemberSchema } from '@/gen/kartoteka/v1/staff_service_pb';
import { useFacts, type Shows } from '@/records';

export function useStaffFacts() {
  const { t } = useTranslation('staff');
  const shows = useMemo<Shows<typeof StaffMemberSchema>>(() => ({ disabled: ({ disabled }) => t(disabled ? 'state.disabled' : 'state.active') }), [t]);
  return useFacts(StaffMemberSchema, 'staff', shows);
}
