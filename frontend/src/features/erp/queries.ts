import { callUnaryMethod, useInfiniteQuery, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { SourceSystemService, type SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useInvalidate } from '@/rpc/invalidate';

/** An ERP calls when it likes, so what is shown of it looks again by itself. */
const LOOK_AGAIN = 30_000;

export function useSources() {
  return useQuery(SourceSystemService.method.listSourceSystems, {}, { refetchInterval: LOOK_AGAIN });
}

export function useSource(id: string) {
  return useQuery(SourceSystemService.method.getSourceSystem, { id }, { refetchInterval: LOOK_AGAIN });
}

/** Reads the source past every cache, to compare it with what a form holds. */
export function useLoadSource(): (id: string) => Promise<SourceSystem> {
  const transport = useTransport();
  return async (id) => {
    const { sourceSystem } = await callUnaryMethod(transport, SourceSystemService.method.getSourceSystem, { id });
    if (!sourceSystem) throw new Error(`no source system ${id} in the answer`);
    return sourceSystem;
  };
}

export function useCreateSource() {
  const refresh = useInvalidate();
  return useMutation(SourceSystemService.method.createSourceSystem, {
    onSuccess: () => refresh(SourceSystemService.method.listSourceSystems),
  });
}

export function useUpdateSource() {
  const refresh = useInvalidate();
  return useMutation(SourceSystemService.method.updateSourceSystem, {
    onSuccess: () => refresh(SourceSystemService.method.listSourceSystems, SourceSystemService.method.getSourceSystem),
  });
}

export function useSyncRuns(sourceSystemId: string) {
  return useInfiniteQuery(
    SourceSystemService.method.listSyncRuns,
    { sourceSystemId, pageSize: 20, pageToken: '' },
    { pageParamKey: 'pageToken', getNextPageParam: (page) => page.nextPageToken || undefined, refetchInterval: LOOK_AGAIN },
  );
}

export function useSyncRejects(sourceSystemId: string) {
  return useInfiniteQuery(
    SourceSystemService.method.listSyncRejects,
    { sourceSystemId, pageSize: 20, pageToken: '' },
    { pageParamKey: 'pageToken', getNextPageParam: (page) => page.nextPageToken || undefined, refetchInterval: LOOK_AGAIN },
  );
}
