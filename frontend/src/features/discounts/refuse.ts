import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { BadRequestSchema } from '@/gen/google/rpc/error_details_pb';

/** What a form may not send: the value, and the reason that the server would give. */
export interface Unfit {
  field: string;
  reason: string;
}

/** Refuses as the server would, with all reasons at once and at the inputs that are on the screen. */
export function refuse(fieldViolations: readonly Unfit[]): void {
  if (fieldViolations.length === 0) return;
  throw new ConnectError('the form is not complete', Code.InvalidArgument, undefined, [
    { desc: BadRequestSchema, value: create(BadRequestSchema, { fieldViolations: [...fieldViolations] }) },
  ]);
}
