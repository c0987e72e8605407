import { callUnaryMethod, createQueryOptions, useInfiniteQuery, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { having } from '@/features/customers/public';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { GroupService, type Group } from '@/gen/kartoteka/v1/group_service_pb';
import { useInvalidate } from '@/rpc/invalidate';
import { batchesOf } from './batches';

const MOST_A_PAGE = 200;
/** Names of groups seldom change; a minute late is soon enough. */
const STALE_AFTER = 60_000;

export function useGroups(query: string) {
  return useInfiniteQuery(
    GroupService.method.listGroups,
    { query, pageSize: 100, pageToken: '' },
    { pageParamKey: 'pageToken', getNextPageParam: (page) => page.nextPageToken || undefined, placeholderData: keepPreviousData },
  );
}

export function useGroup(id: string) {
  return useQuery(GroupService.method.getGroup, { id }, { enabled: id !== '' });
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
    { filter: having({ groupIds: [groupId] }), orderBy: 'name', pageSize: 20, pageToken: '' },
    { pageParamKey: 'pageToken', getNextPageParam: (page) => page.nextPageToken || undefined },
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
    );
}

/** Groups whose names hold these words, page by page. */
export function useGroupSearch(query: string) {
  return useInfiniteQuery(
    GroupService.method.listGroups,
    { query, pageSize: 50, pageToken: '' },
    { pageParamKey: 'pageToken', getNextPageParam: (page) => page.nextPageToken || undefined, placeholderData: keepPreviousData, staleTime: STALE_AFTER },
  );
}

export type GroupsById = ReadonlyMap<string, Group>;

/** The groups that these lists of ids name, page by page of rows; those that are still on their way are missing. */
export function useGroupsById(lists: readonly (readonly string[])[]): GroupsById {
  const transport = useTransport();
  const batches = useMemo(() => batchesOf(lists, MOST_A_PAGE), [lists]);
  return useQueries({
    queries: batches.map((ids) => ({
      ...createQueryOptions(GroupService.method.listGroups, { ids, pageSize: MOST_A_PAGE }, { transport }),
      staleTime: STALE_AFTER,
    })),
    combine: byId,
  });
}

function byId(results: readonly { data: { groups: Group[] } | undefined }[]): GroupsById {
  return new Map(results.flatMap(({ data }) => data?.groups ?? []).map((group) => [group.id, group]));
}
