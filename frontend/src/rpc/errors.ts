import { Code, ConnectError } from '@connectrpc/connect';
import { BadRequestSchema, ErrorInfoSchema } from '@/gen/google/rpc/error_details_pb';
import { REQUEST_ID } from './interceptors';
import { normalizePath } from './path';

export type FailureKind =
  | 'invalid'
  | 'not_found'
  | 'exists'
  | 'precondition'
  | 'conflict'
  | 'unauthenticated'
  | 'denied'
  | 'throttled'
  | 'unavailable'
  | 'cancelled'
  | 'internal';

/** One violation; the path is normalised ("customer.addresses.1.country"). */
export interface FieldFailure {
  path: string;
  reason: string;
  text: string;
}

/** What went wrong with a call, in the terms that screens are written in. */
export interface Failure {
  kind: FailureKind;
  /** Stable UPPER_SNAKE reason; translated in the namespace "reasons". */
  reason: string;
  /** The server's English sentence, shown only when the reason has no translation. */
  text: string;
  fields: FieldFailure[];
  metadata: Record<string, string>;
  requestId: string | undefined;
}

const kinds: Partial<Record<Code, FailureKind>> = {
  [Code.InvalidArgument]: 'invalid',
  [Code.OutOfRange]: 'invalid',
  [Code.NotFound]: 'not_found',
  [Code.AlreadyExists]: 'exists',
  [Code.FailedPrecondition]: 'precondition',
  [Code.Aborted]: 'conflict',
  [Code.Unauthenticated]: 'unauthenticated',
  [Code.PermissionDenied]: 'denied',
  [Code.ResourceExhausted]: 'throttled',
  [Code.Unavailable]: 'unavailable',
  [Code.DeadlineExceeded]: 'unavailable',
  [Code.Canceled]: 'cancelled',
};

/** Reasons for failures that never reached the server, or that it did not explain. */
const unexplained: Partial<Record<FailureKind, string>> = {
  unavailable: 'UNAVAILABLE',
  denied: 'PERMISSION_DENIED',
  unauthenticated: 'UNAUTHENTICATED',
  throttled: 'TOO_MANY_REQUESTS',
  not_found: 'NOT_FOUND',
};

export function toFailure(cause: unknown): Failure {
  const error = ConnectError.from(cause);
  const kind = isNetworkFailure(cause, error) ? 'unavailable' : (kinds[error.code] ?? 'internal');
  const info = error.findDetails(ErrorInfoSchema)[0];
  return {
    kind,
    reason: info?.reason || unexplained[kind] || 'INTERNAL',
    text: error.rawMessage,
    fields: error.findDetails(BadRequestSchema).flatMap((detail) =>
      detail.fieldViolations.map((violation) => ({
        path: normalizePath(violation.field),
        reason: violation.reason,
        text: violation.description,
      })),
    ),
    metadata: info?.metadata ?? {},
    requestId: info?.metadata['request_id'] ?? error.metadata.get(REQUEST_ID) ?? undefined,
  };
}

/** fetch rejects with a TypeError when there is no network; Connect calls that Unknown or Internal. */
function isNetworkFailure(cause: unknown, error: ConnectError): boolean {
  const origin = cause instanceof ConnectError ? error.cause : cause;
  return origin instanceof TypeError;
}

/** Whether the same request may simply be sent again. */
export function isRetryable(cause: unknown): boolean {
  return toFailure(cause).kind === 'unavailable';
}
