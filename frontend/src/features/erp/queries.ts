import { callUnaryMethod, useInfiniteQuery, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { SourceSystemService, type SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useInvalidate } from '@/rpc/invalidate';
import { isLive } from './runs/run';

/** An ERP calls when it likes, so what is shown of it looks again by itself; what is under way is followed closely. Neither while nobody looks. */
const LOOK_AGAIN = 30_000;
const FOLLOW = 2_000;

const method = SourceSystemService.method;

const paging = {
  pageParamKey: 'pageToken',
  getNextPageParam: (page: { nextPageToken: string }) => page.nextPageToken || undefined,
} as const;

function pace(isUnderWay: boolean): number {
  return isUnderWay ? FOLLOW : LOOK_AGAIN;
}

export function useSources() {
  return useQuery(method.listSourceSystems, {}, { refetchInterval: LOOK_AGAIN });
}

export function useSource(id: string) {
  return useQuery(method.getSourceSystem, { id }, { refetchInterval: ({ state }) => pace(isLive(state.data?.sourceSystem?.snapshot)) });
}

/** Reads the source past every cache, to compare it with what a form holds. */
export function useLoadSource(): (id: string) => Promise<SourceSystem> {
  const transport = useTransport();
  return async (id) => {
    const { sourceSystem } = await callUnaryMethod(transport, method.getSourceSystem, { id });
    if (!sourceSystem) throw new Error(`no source system ${id} in the answer`);
    return sourceSystem;
  };
}

export function useCreateSource() {
  const refresh = useInvalidate();
  return useMutation(method.createSourceSystem, { onSuccess: () => refresh(method.listSourceSystems) });
}

export function useUpdateSource() {
  const refresh = useInvalidate();
  return useMutation(method.updateSourceSystem, { onSuccess: () => refresh(method.listSourceSystems, method.getSourceSystem) });
}

export function useSyncRuns(sourceSystemId: string) {
  return useInfiniteQuery(
    method.listSyncRuns,
    { sourceSystemId, pageSize: 20, pageToken: '' },
    { ...paging, refetchInterval: ({ state }) => pace(state.data?.pages.some((page) => page.runs.some(isLive)) ?? false) },
  );
}

export function useSyncRun(runId: string) {
  return useQuery(method.getSourceSyncRun, { runId }, { refetchInterval: ({ state }) => isLive(state.data?.run) && FOLLOW });
}

/** The report of a run as a file. It is asked for anew each time: nobody keeps it. */
export function useExportRun() {
  return useMutation(method.exportSyncRun);
}

export function useSyncRejects(sourceSystemId: string) {
  return useInfiniteQuery(method.listSyncRejects, { sourceSystemId, pageSize: 20, pageToken: '' }, { ...paging, refetchInterval: LOOK_AGAIN });
}

/** Those whom a complete snapshot would block. */
export function useSweep(runId: string) {
  return useInfiniteQuery(method.listSweep, { runId, pageSize: 20, pageToken: '' }, paging);
}

export function useConfirmSweep() {
  return useMutation(method.confirmSweep, { onSettled: useSnapshotChanged() });
}

export function useCancelSnapshot() {
  return useMutation(method.cancelSnapshot, { onSettled: useSnapshotChanged() });
}

/** Everything that shows how far a snapshot is. A refusal means that it has moved on, so it is read again as well. */
function useSnapshotChanged(): () => Promise<void> {
  const refresh = useInvalidate();
  return () => refresh(method.getSourceSystem, method.listSourceSystems, method.listSyncRuns, method.getSourceSyncRun);
}

export function useConflicts(sourceSystemId: string) {
  return useInfiniteQuery(method.listSyncConflicts, { sourceSystemId, pageSize: 20, pageToken: '' }, { ...paging, refetchInterval: LOOK_AGAIN });
}

export function useResolveConflict() {
  const refresh = useInvalidate();
  return useMutation(method.resolveSyncConflict, {
    onSettled: () => refresh(method.listSyncConflicts, method.getSourceSystem, method.listSourceSystems),
  });
}

export function useConsumers(sourceSystemId: string) {
  return useQuery(method.listFeedConsumers, { sourceSystemId }, { refetchInterval: LOOK_AGAIN });
}

export function useDeleteConsumer() {
  const refresh = useInvalidate();
  return useMutation(method.deleteFeedConsumer, { onSuccess: () => refresh(method.listFeedConsumers) });
}
