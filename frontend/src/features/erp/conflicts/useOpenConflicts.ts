import { useMemo, useState } from 'react';
import type { ConflictResolution, SyncConflict } from '@/gen/kartoteka/v1/source_system_service_pb';
import { notify } from '@/ui';
import { useConflicts, useResolveConflict } from '../queries';

/** The conflicts that nobody has decided. A decided one leaves the list at once, and comes back if the server refuses. */
export function useOpenConflicts(sourceId: string) {
  const { rows, query } = useConflicts(sourceId);
  const resolution = useResolveConflict();
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const conflicts = useMemo(() => rows.filter(({ id }) => !decided.has(id)), [rows, decided]);

  async function decide({ id }: SyncConflict, choice: ConflictResolution) {
    setDecided((ids) => new Set(ids).add(id));
    try {
      // Ends when the list has been read again, so what is decided never flickers back.
      await resolution.mutateAsync({ id, resolution: choice });
    } catch (cause) {
      notify.failure(cause);
    } finally {
      setDecided((ids) => new Set([...ids].filter((other) => other !== id)));
    }
  }

  return { query, conflicts, decide };
}
