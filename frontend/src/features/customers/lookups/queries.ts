import { createQueryOptions, useInfiniteQuery, useQuery, useTransport } from '@connectrpc/connect-query';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { GroupService, type Group } from '@/gen/kartoteka/v1/group_service_pb';
import { ShopService, type Shop } from '@/gen/kartoteka/v1/shop_service_pb';
import { SourceSystemService } from '@/gen/kartoteka/v1/source_system_service_pb';
import { StaffService, type StaffMember } from '@/gen/kartoteka/v1/staff_service_pb';
import { batchesOf } from './batches';

const MOST_A_PAGE = 200;
/** Names of groups, shops and staff seldom change; a minute late is soon enough. */
const STALE_AFTER = 60_000;

const paging = {
  pageParamKey: 'pageToken',
  getNextPageParam: (page: { nextPageToken: string }) => page.nextPageToken || undefined,
  placeholderData: keepPreviousData,
  staleTime: STALE_AFTER,
} as const;

/** Groups whose names hold these words, page by page. */
export function useGroupSearch(query: string) {
  return useInfiniteQuery(GroupService.method.listGroups, { query, pageSize: 50, pageToken: '' }, paging);
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

/** Staff whose name, e-mail or code holds these words, page by page. */
export function useStaffSearch(query: string) {
  return useInfiniteQuery(StaffService.method.listStaff, { query, pageSize: 50, pageToken: '' }, paging);
}

export type StaffById = ReadonlyMap<string, StaffMember>;

/** Staff by id. They are listed by name only, so pages are read until every id is known. */
export function useStaffById(ids: readonly string[]): StaffById {
  const wanted = ids.filter(Boolean);
  const query = useInfiniteQuery(
    StaffService.method.listStaff,
    { query: '', pageSize: MOST_A_PAGE, pageToken: '' },
    { ...paging, enabled: wanted.length > 0 },
  );
  const { data, hasNextPage, isFetchingNextPage, error, fetchNextPage } = query;
  const known = useMemo(() => new Map(data?.pages.flatMap((page) => page.staff).map((member) => [member.id, member])), [data]);
  const isIncomplete = hasNextPage && wanted.some((id) => !known.has(id));
  useEffect(() => {
    if (isIncomplete && !isFetchingNextPage && !error) void fetchNextPage();
  }, [isIncomplete, isFetchingNextPage, error, fetchNextPage]);
  return known;
}

const noShops: Shop[] = [];

/** All shops; there are few. */
export function useShops(): readonly Shop[] {
  return useQuery(ShopService.method.listShops, {}, { staleTime: STALE_AFTER }).data?.shops ?? noShops;
}

/** All source systems; there are few. */
export function useSourceSystems() {
  return useQuery(SourceSystemService.method.listSourceSystems, {}, { staleTime: STALE_AFTER });
}
