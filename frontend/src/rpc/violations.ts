import { create, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import type { Path } from '@bufbuild/protobuf/reflect';
import type { FieldFailure } from './errors';

/** The server maps the same rules to the same reasons, so a field says the same thing whoever checked it. */
const reasons: Record<string, string> = {
  required: 'REQUIRED',
  'string.min_len': 'REQUIRED',
  'string.min_bytes': 'REQUIRED',
  'string.email_empty': 'REQUIRED',
  'string.uuid_empty': 'REQUIRED',
  'repeated.min_items': 'REQUIRED',
  'string.max_len': 'TOO_LONG',
  'string.max_bytes': 'TOO_LONG',
  'repeated.max_items': 'TOO_LONG',
  'string.email': 'EMAIL_INVALID',
  'string.uuid': 'ID_INVALID',
  'string.in': 'VALUE_UNKNOWN',
  'enum.in': 'VALUE_UNKNOWN',
  'enum.defined_only': 'VALUE_UNKNOWN',
  'enum.not_in': 'VALUE_UNKNOWN',
};

/** int32.gte, double.lt, timestamp.gt_lt … */
const bound = /^\w+\.(?:gt|lt)/;

export function reasonOfRule(ruleId: string): string {
  return reasons[ruleId] ?? (bound.test(ruleId) ? 'OUT_OF_RANGE' : 'FORMAT_INVALID');
}

/**
 * Checks values against the rules in the schema. The validator is large, so it arrives only when a form is
 * first submitted (or when the browser is idle, see preloadValidator).
 */
export async function findViolations<Desc extends DescMessage>(
  schema: Desc,
  values: MessageInitShape<Desc>,
): Promise<FieldFailure[]> {
  const { validate } = await import('./validator');
  const result = validate(schema, create(schema, values));
  if (result.kind !== 'invalid') return [];
  return result.violations.map((violation) => ({
    path: pathText(violation.field),
    reason: reasonOfRule(violation.ruleId),
    text: violation.message,
  }));
}

export function preloadValidator(): void {
  void import('./validator');
}

function pathText(path: Path): string {
  return path.map(segmentText).join('.');
}

function segmentText(segment: Path[number]): string {
  switch (segment.kind) {
    case 'field':
    case 'oneof':
      return segment.localName;
    case 'list_sub':
      return String(segment.index);
    case 'map_sub':
      return String(segment.key);
    case 'extension':
      return segment.name;
  }
}
