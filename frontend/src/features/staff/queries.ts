import { useQuery } from '@connectrpc/connect-query';
import { useEffect, useMemo } from 'react';
import { SessionService } from '@/gen/kartoteka/v1/session_service_pb';
import { StaffService, type StaffMember } from '@/gen/kartoteka/v1/staff_service_pb';
import { useChange, useLatest, usePages, useSecretChange } from '@/records';

const MOST_A_PAGE = 200;
/** Names of staff seldom change; a minute late is soon enough. */
const STALE_AFTER = 60_000;

const { listStaff, listRoles, ...method } = StaffService.method;

export function useStaff(query: string) {
  return usePages(listStaff, { query, pageSize: 100 }, 'staff', { keepRows: true });
}

export function useLatestStaff(id: string): () => Promise<StaffMember> {
  return useLatest(listStaff, { pageSize: MOST_A_PAGE }, ({ staff }) => staff.find((member) => member.id === id));
}

/** What each role may do. It changes with the program only. */
export function useRoles() {
  return useQuery(listRoles, {}, { staleTime: Infinity });
}

export function useCreateStaff() {
  return useSecretChange(method.createStaff, listStaff);
}

/** Who changes their own name or role sees it in the shell at once. */
export function useUpdateStaff() {
  return useChange(method.updateStaff, listStaff, SessionService.method.getSession);
}

export function useResetPassword() {
  return useSecretChange(method.resetStaffPassword, listStaff);
}

/** Staff whose name, e-mail or code holds these words, page by page. */
export function useStaffSearch(query: string) {
  return usePages(listStaff, { query, pageSize: 50 }, 'staff', { keepRows: true, staleTime: STALE_AFTER });
}

export type StaffById = ReadonlyMap<string, StaffMember>;

/** Staff by id. They are listed by name only, so pages are read until every id is known. */
export function useStaffById(ids: readonly string[]): StaffById {
  const wanted = ids.filter(Boolean);
  const { rows, query } = usePages(listStaff, { pageSize: MOST_A_PAGE }, 'staff', { staleTime: STALE_AFTER, enabled: wanted.length > 0 });
  const { hasNextPage, isFetchingNextPage, error, fetchNextPage } = query;
  const known = useMemo(() => new Map(rows.map((member) => [member.id, member])), [rows]);
  const isIncomplete = hasNextPage && wanted.some((id) => !known.has(id));
  useEffect(() => {
    if (isIncomplete && !isFetchingNextPage && !error) void fetchNextPage();
  }, [isIncomplete, isFetchingNextPage, error, fetchNextPage]);
  return known;
}
