import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { GroupSchema } from '@/gen/kartoteka/v1/group_service_pb';
import { useFacts, type Shows } from '@/records';
import { GroupCodes } from './GroupCodes';

export function useGroupFacts() {
  const { t } = useTranslation('groups');
  const shows = useMemo<Shows<typeof GroupSchema>>(
    () => ({
      approvalRequired: ({ approvalRequired }) => t(approvalRequired ? 'approval.required' : 'approval.none'),
      codes: ({ codes }) => <GroupCodes codes={codes} />,
    }),
    [t],
  );
  return useFacts(GroupSchema, 'groups', shows);
}
