import { callUnaryMethod, useInfiniteQuery, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { GroupService, type Group } from '@/gen/kartoteka/v1/group_service_pb';
import { SourceSystemService } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useInvalidate } from '@/rpc/invalidate';

export function useGroups(query: string) {
  return useInfiniteQuery(
    GroupService.method.listGroups,
    { query, pageSize: 100, pageToken: '' },
    { pageParamKey: 'pageToken', getNextPageParam: (page) => page.nextPageToken || undefined, placeholderData: keepPreviousData },
  );
}

export function useGroup(id: string) {
  return useQuery(GroupService.method.getGroup, { id });
}

/** Reads the group past every cache, to compare it with what a form holds. */
export function useLoadGroup(): (id: string) => Promise<Group> {
  const transport = useTransport();
  return async (id) => {
    const { group } = await callUnaryMethod(transport, GroupService.method.getGroup, { id });
    if (!group) throw new Error(`no group ${id} in the answer`);
    return group;
  };
}

export function useCreateGroup() {
  const refresh = useInvalidate();
  return useMutation(GroupService.method.createGroup, { onSuccess: () => refresh(GroupService.method.listGroups) });
}

export function useUpdateGroup() {
  const refresh = useInvalidate();
  return useMutation(GroupService.method.updateGroup, {
    onSuccess: () => refresh(GroupService.method.listGroups, GroupService.method.getGroup),
  });
}

export function useDeleteGroup() {
  const refresh = useInvalidate();
  return useMutation(GroupService.method.deleteGroup, {
    onSuccess: () => refresh(GroupService.method.listGroups),
    // A refusal means that the page is behind: a changed group, or new members.
    onError: () => refresh(GroupService.method.getGroup, CustomerService.method.listCustomers),
  });
}

export function useMembers(groupId: string) {
  return useInfiniteQuery(
    CustomerService.method.listCustomers,
    { filter: { groupIds: [groupId] }, orderBy: 'name', pageSize: 20, pageToken: '' },
    { pageParamKey: 'pageToken', getNextPageParam: (page) => page.nextPageToken || undefined },
  );
}

/** The first customers that fit, for choosing among them. */
export function useCustomerSearch(query: string) {
  return useQuery(
    CustomerService.method.listCustomers,
    { filter: { query }, orderBy: 'name', pageSize: 20 },
    { placeholderData: keepPreviousData },
  );
}

export function useAddMembers() {
  const refresh = useRefreshMembers();
  return useMutation(GroupService.method.addMembers, { onSuccess: refresh });
}

export function useRemoveMembers() {
  const refresh = useRefreshMembers();
  return useMutation(GroupService.method.removeMembers, { onSuccess: refresh });
}

function useRefreshMembers() {
  const refresh = useInvalidate();
  return () =>
    refresh(
      GroupService.method.getGroup,
      GroupService.method.listGroups,
      CustomerService.method.listCustomers,
      CustomerService.method.countCustomers,
      CustomerService.method.getCustomer,
      CustomerService.method.listCustomerHistory,
    );
}

/** The ERP sources, whose names for the group are kept with it. */
export function useSources() {
  return useQuery(SourceSystemService.method.listSourceSystems, {});
}
