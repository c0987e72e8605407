import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { BadRequestSchema, ErrorInfoSchema } from '@/gen/google/rpc/error_details_pb';

interface RefusalDetails {
  /** What is wrong with which field, as the server names it ("group.name"). */
  fields?: { field: string; reason: string }[];
  metadata?: Record<string, string>;
}

/** What the server answers when it refuses a call. */
export function refusal(code: Code, reason: string, { fields = [], metadata = {} }: RefusalDetails = {}): ConnectError {
  const details = [{ desc: ErrorInfoSchema, value: create(ErrorInfoSchema, { reason, metadata }) }];
  const violations = { desc: BadRequestSchema, value: create(BadRequestSchema, { fieldViolations: fields }) };
  return new ConnectError('refused', code, undefined, fields.length > 0 ? [...details, violations] : details);
}

/** A field that is not as it should be. */
export function invalidField(field: string, reason: string): ConnectError {
  return refusal(Code.InvalidArgument, 'INVALID_FIELDS', { fields: [{ field, reason }] });
}
