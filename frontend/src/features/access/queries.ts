import { callUnaryMethod, useInfiniteQuery, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { keepPreviousData } from '@tanstack/react-query';
import { ApiKeyService } from '@/gen/kartoteka/v1/api_key_service_pb';
import { SessionService } from '@/gen/kartoteka/v1/session_service_pb';
import { SourceSystemService } from '@/gen/kartoteka/v1/source_system_service_pb';
import { StaffService, type StaffMember } from '@/gen/kartoteka/v1/staff_service_pb';
import { useInvalidate } from '@/rpc/invalidate';

/** A secret that was shown once leaves the memory with the dialog that showed it. */
const forgetAnswer = { gcTime: 0 };

export function useStaff(query: string) {
  return useInfiniteQuery(
    StaffService.method.listStaff,
    { query, pageSize: 100, pageToken: '' },
    { pageParamKey: 'pageToken', getNextPageParam: (page) => page.nextPageToken || undefined, placeholderData: keepPreviousData },
  );
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

export function useApiKeys(isAllowed = true) {
  return useInfiniteQuery(
    ApiKeyService.method.listApiKeys,
    { pageSize: 100, pageToken: '' },
    { pageParamKey: 'pageToken', getNextPageParam: (page) => page.nextPageToken || undefined, enabled: isAllowed },
  );
}

export function useCreateApiKey() {
  const refresh = useInvalidate();
  return useMutation(ApiKeyService.method.createApiKey, { ...forgetAnswer, onSuccess: () => refresh(ApiKeyService.method.listApiKeys) });
}

export function useRevokeApiKey() {
  const refresh = useInvalidate();
  return useMutation(ApiKeyService.method.revokeApiKey, { onSuccess: () => refresh(ApiKeyService.method.listApiKeys) });
}

/** The ERP sources that a key may be bound to. */
export function useSources() {
  return useQuery(SourceSystemService.method.listSourceSystems, {});
}
