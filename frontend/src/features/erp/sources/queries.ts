import { useQuery } from '@connectrpc/connect-query';
import { SourceSystemService, type SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';

/** Names of ERPs seldom change; a minute late is soon enough. */
const STALE_AFTER = 60_000;
const none: SourceSystem[] = [];

/** All source systems; there are few. None while they are on their way. */
export function useSourceSystems(): readonly SourceSystem[] {
  return useQuery(SourceSystemService.method.listSourceSystems, {}, { staleTime: STALE_AFTER }).data?.sourceSystems ?? none;
}
