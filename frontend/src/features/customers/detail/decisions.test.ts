import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { Approval, BlockScope, BlockSource, CustomerSchema, CustomerStatus } from '@/gen/kartoteka/v1/customer_pb';
import { decisionsFor } from './decisions';

function decisions(init: MessageInitShape<typeof CustomerSchema>) {
  return decisionsFor(create(CustomerSchema, { status: CustomerStatus.ACTIVE, approval: Approval.APPROVED, ...init }));
}

describe('decisionsFor', () => {
  it('offers approving and rejecting to a pending customer, approving alone to a rejected one', () => {
    expect(decisions({ approval: Approval.PENDING })).toMatchObject({ approve: true, reject: true });
    expect(decisions({ approval: Approval.REJECTED })).toMatchObject({ approve: true, reject: false });
    expect(decisions({ approval: Approval.APPROVED })).toMatchObject({ approve: false, reject: false });
  });

  it('cannot lift what only the ERP lifts, and may still add a block of its own', () => {
    const blocks = [{ source: BlockSource.ERP, scope: BlockScope.LOGIN }];
    expect(decisions({ status: CustomerStatus.BLOCKED_BY_ERP, blocks })).toMatchObject({ unblock: false, blockLogin: true, blockOrdering: true });
  });

  it('does not block twice what staff have blocked', () => {
    const blocks = [{ source: BlockSource.STAFF, scope: BlockScope.ORDERING }];
    expect(decisions({ blocks })).toMatchObject({ unblock: true, blockLogin: true, blockOrdering: false });
  });

  it('leaves an anonymized customer in peace', () => {
    expect(Object.values(decisions({ status: CustomerStatus.ANONYMIZED, approval: Approval.PENDING }))).not.toContain(true);
  });
});
