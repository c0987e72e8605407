import { useMutation } from '@connectrpc/connect-query';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { GroupService } from '@/gen/kartoteka/v1/group_service_pb';
import { useInvalidate } from '@/rpc/invalidate';

/** Groups count their members, so they are read again as well. */
function useMembershipsChanged(): () => Promise<void> {
  const refresh = useInvalidate();
  const { getCustomer, listCustomers } = CustomerService.method;
  const { listGroups, getGroup } = GroupService.method;
  return () => refresh(getCustomer, listCustomers, listGroups, getGroup);
}

export function useAddMembers() {
  return useMutation(GroupService.method.addMembers, { onSuccess: useMembershipsChanged() });
}

export function useRemoveMembers() {
  return useMutation(GroupService.method.removeMembers, { onSuccess: useMembershipsChanged() });
}
