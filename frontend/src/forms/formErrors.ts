import { stripPrefix } from '@/rpc/path';
import type { Failure, FieldFailure } from '@/rpc/errors';

/** Violations sorted into those that belong to a field on the screen and those that do not. */
export interface SortedViolations {
  fields: FieldFailure[];
  elsewhere: FieldFailure[];
}

/**
 * A violation belongs to the form when its path, without the request's prefix, starts at one of the form's values.
 * The first violation of a field wins: "required" makes "too short" pointless.
 */
export function sortViolations(violations: readonly FieldFailure[], values: object, prefix: string): SortedViolations {
  const fields = new Map<string, FieldFailure>();
  const elsewhere: FieldFailure[] = [];
  for (const violation of violations) {
    const path = stripPrefix(violation.path, prefix) ?? violation.path;
    const root = path.split('.')[0] ?? '';
    if (!(root in values)) elsewhere.push(violation);
    else if (!fields.has(path)) fields.set(path, { ...violation, path });
  }
  return { fields: [...fields.values()], elsewhere };
}

/** What remains to be said above the form once every field has its own message; undefined when nothing does. */
export function formFailure(failure: Failure, sorted: SortedViolations): Failure | undefined {
  if (failure.kind === 'cancelled') return undefined;
  if (sorted.fields.length > 0 && sorted.elsewhere.length === 0) return undefined;
  return { ...failure, fields: sorted.elsewhere };
}
