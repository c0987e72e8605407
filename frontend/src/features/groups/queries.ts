import { createQueryOptions, useQuery, useTransport } from '@connectrpc/connect-query';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { having } from '@/features/customers/public';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { GroupService, type Group } from '@/gen/kartoteka/v1/group_service_pb';
import { useChange, useDeletion, useLatest, usePages } from '@/records';
import { batchesOf } from './batches';

const MOST_A_PAGE = 200;
/** Names of groups seldom change; a minute late is soon enough. */
const STALE_AFTER = 60_000;

const { getGroup, listGroups, ...method } = GroupService.method;
const { getCustomer, listCustomers, countCustomers } = CustomerService.method;
/** Everything that shows who is in a group. */
const membersShown = [getGroup, listGroups, listCustomers, countCustomers, getCustomer];

export function useGroups(query: string) {
  return usePages(listGroups, { query, pageSize: 100 }, 'groups', { keepRows: true });
}

export function useGroup(id: string) {
  return useQuery(getGroup, { id }, { enabled: id !== '' });
}

export function useLatestGroup(id: string): () => Promise<Group> {
  return useLatest(getGroup, { id }, ({ group }) => group);
}

export function useCreateGroup() {
  return useChange(method.createGroup, listGroups);
}

export function useUpdateGroup() {
  return useChange(method.updateGroup, listGroups, getGroup);
}

export function useDeleteGroup() {
  return useDeletion(method.deleteGroup, { lists: [listGroups], page: [getGroup, listCustomers] });
}

export function useMembers(groupId: string) {
  return usePages(listCustomers, { filter: having({ groupIds: [groupId] }), orderBy: 'name', pageSize: 20 }, 'customers');
}

export function useAddMembers() {
  return useChange(method.addMembers, ...membersShown);
}

export function useRemoveMembers() {
  return useChange(method.removeMembers, ...membersShown);
}

/** Groups whose names hold these words, page by page. */
export function useGroupSearch(query: string) {
  return usePages(listGroups, { query, pageSize: 50 }, 'groups', { keepRows: true, staleTime: STALE_AFTER });
}

export type GroupsById = ReadonlyMap<string, Group>;

/** The groups that these lists of ids name, page by page of rows; those that are still on their way are missing. */
export function useGroupsById(lists: readonly (readonly string[])[]): GroupsById {
  const transport = useTransport();
  const batches = useMemo(() => batchesOf(lists, MOST_A_PAGE), [lists]);
  return useQueries({
    queries: batches.map((ids) => ({
      ...createQueryOptions(listGroups, { ids, pageSize: MOST_A_PAGE }, { transport }),
      staleTime: STALE_AFTER,
    })),
    combine: byId,
  });
}

function byId(results: readonly { data: { groups: Group[] } | undefined }[]): GroupsById {
  return new Map(results.flatMap(({ data }) => data?.groups ?? []).map((group) => [group.id, group]));
}
