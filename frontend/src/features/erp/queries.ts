import { useMutation, useQuery } from '@connectrpc/connect-query';
import { SourceSystemService, type SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useChange, useLatest, usePages } from '@/records';
import { isLive } from './runs/run';

/** An ERP calls when it likes, so what is shown of it looks again by itself; what is under way is followed closely. Neither while nobody looks. */
const LOOK_AGAIN = 30_000;
const FOLLOW = 2_000;

const method = SourceSystemService.method;
/** Everything that shows how far a snapshot is. */
const snapshotShown = [method.getSourceSystem, method.listSourceSystems, method.listSweep, method.listSyncRuns, method.getSourceSyncRun];

function pace(isUnderWay: boolean): number {
  return isUnderWay ? FOLLOW : LOOK_AGAIN;
}

export function useSources() {
  return useQuery(method.listSourceSystems, {}, { refetchInterval: LOOK_AGAIN });
}

export function useSource(id: string) {
  return useQuery(method.getSourceSystem, { id }, { refetchInterval: ({ state }) => pace(isLive(state.data?.sourceSystem?.snapshot)) });
}

export function useLatestSource(id: string): () => Promise<SourceSystem> {
  return useLatest(method.getSourceSystem, { id }, ({ sourceSystem }) => sourceSystem);
}

export function useCreateSource() {
  return useChange(method.createSourceSystem, method.listSourceSystems);
}

export function useUpdateSource() {
  return useChange(method.updateSourceSystem, method.listSourceSystems, method.getSourceSystem);
}

export function useSyncRuns(sourceSystemId: string) {
  return usePages(method.listSyncRuns, { sourceSystemId, pageSize: 20 }, 'runs', { refetchInterval: (runs) => pace(runs.some(isLive)) });
}

export function useSyncRun(runId: string) {
  return useQuery(method.getSourceSyncRun, { runId }, { refetchInterval: ({ state }) => isLive(state.data?.run) && FOLLOW });
}

/** The report of a run as a file. It is asked for anew each time: nobody keeps it. */
export function useExportRun() {
  return useMutation(method.exportSyncRun);
}

export function useSyncRejects(sourceSystemId: string) {
  return usePages(method.listSyncRejects, { sourceSystemId, pageSize: 20 }, 'rejects', { refetchInterval: LOOK_AGAIN });
}

/** Those whom a complete snapshot would block. */
export function useSweep(runId: string) {
  return usePages(method.listSweep, { runId, pageSize: 20 }, 'contractors');
}

export function useConfirmSweep() {
  return useChange(method.confirmSweep, ...snapshotShown);
}

export function useCancelSnapshot() {
  return useChange(method.cancelSnapshot, ...snapshotShown);
}

export function useForgetRevisions() {
  return useChange(method.forgetRevisions);
}

export function useConflicts(sourceSystemId: string) {
  return usePages(method.listSyncConflicts, { sourceSystemId, pageSize: 20 }, 'conflicts', { refetchInterval: LOOK_AGAIN });
}

export function useResolveConflict() {
  return useChange(method.resolveSyncConflict, method.listSyncConflicts, method.getSourceSystem, method.listSourceSystems);
}

export function useConsumers(sourceSystemId: string) {
  return useQuery(method.listFeedConsumers, { sourceSystemId }, { refetchInterval: LOOK_AGAIN });
}

export function useDeleteConsumer() {
  return useChange(method.deleteFeedConsumer, method.listFeedConsumers);
}
