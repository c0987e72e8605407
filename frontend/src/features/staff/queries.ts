import { callUnaryMethod, useInfiniteQuery, useMutation, useTransport } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { SessionService } from '@/gen/kartoteka/v1/session_service_pb';
import { StaffService, type StaffMember } from '@/gen/kartoteka/v1/staff_service_pb';
import { useInvalidate } from '@/rpc/invalidate';

const paging = {
  pageParamKey: 'pageToken',
  getNextPageParam: (page: { nextPageToken: string }) => page.nextPageToken || undefined,
  placeholderData: keepPreviousData,
} as const;

const MOST_A_PAGE = 200;
/** Names of staff seldom change; a minute late is soon enough. */
const STALE_AFTER = 60_000;

/** A secret that was shown once leaves the memory with the dialog that showed it. */
const forgetAnswer = { gcTime: 0 };

export function useStaff(query: string) {
  return useInfiniteQuery(StaffService.method.listStaff, { query, pageSize: 100, pageToken: '' }, paging);
}

/** Reads one staff member past every cache; the list is the only way to them, and it is short. */
export function useLoadStaff(): (id: string) => Promise<StaffMember> {
  const transport = useTransport();
  return async (id) => {
    let pageToken = '';
    do {
      const page = await callUnaryMethod(transport, StaffService.method.listStaff, { pageSize: 200, pageToken });
      const found = page.staff.find((member) => member.id === id);
      if (found) return found;
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
    throw new Error(`no staff member ${id} in the list`);
  };
}

export function useCreateStaff() {
  const refresh = useInvalidate();
  return useMutation(StaffService.method.createStaff, { ...forgetAnswer, onSuccess: () => refresh(StaffService.method.listStaff) });
}

/** Who changes their own name or role sees it in the shell at once. */
export function useUpdateStaff() {
  const refresh = useInvalidate();
  return useMutation(StaffService.method.updateStaff, {
    onSuccess: () => refresh(StaffService.method.listStaff, SessionService.method.getSession),
  });
}

export function useResetPassword() {
  const refresh = useInvalidate();
  return useMutation(StaffService.method.resetStaffPassword, {
    ...forgetAnswer,
    onSuccess: () => refresh(StaffService.method.listStaff),
  });
}

/** Staff whose name, e-mail or code holds these words, page by page. */
export function useStaffSearch(query: string) {
  return useInfiniteQuery(StaffService.method.listStaff, { query, pageSize: 50, pageToken: '' }, { ...paging, staleTime: STALE_AFTER });
}

export type StaffById = ReadonlyMap<string, StaffMember>;

/** Staff by id. They are listed by name only, so pages are read until every id is known. */
export function useStaffById(ids: readonly string[]): StaffById {
  const wanted = ids.filter(Boolean);
  const query = useInfiniteQuery(
    StaffService.method.listStaff,
    { query: '', pageSize: MOST_A_PAGE, pageToken: '' },
    { ...paging, staleTime: STALE_AFTER, enabled: wanted.length > 0 },
  );
  const { data, hasNextPage, isFetchingNextPage, error, fetchNextPage } = query;
  const known = useMemo(() => new Map(data?.pages.flatMap((page) => page.staff).map((member) => [member.id, member])), [data]);
  const isIncomplete = hasNextPage && wanted.some((id) => !known.has(id));
  useEffect(() => {
    if (isIncomplete && !isFetchingNextPage && !error) void fetchNextPage();
  }, [isIncomplete, isFetchingNextPage, error, fetchNextPage]);
  return known;
}
