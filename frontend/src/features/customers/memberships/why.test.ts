import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { MembershipOrigin, MembershipSchema } from '@/gen/kartoteka/v1/customer_pb';
import { reasonsByGroup } from './why';

function membership(groupId: string, origin: MembershipOrigin) {
  return create(MembershipSchema, { groupId, origin });
}

describe('reasonsByGroup', () => {
  it('lists a group once, with every reason, in the order of the groups', () => {
    const groups = reasonsByGroup([membership('b', MembershipOrigin.ERP), membership('a', MembershipOrigin.STAFF), membership('b', MembershipOrigin.STAFF)]);
    expect(groups.map(({ groupId, reasons }) => [groupId, reasons.length])).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });

  it('lets staff take back only what staff added', () => {
    const [erp, staff, both] = reasonsByGroup([
      membership('erp', MembershipOrigin.ERP),
      membership('staff', MembershipOrigin.STAFF),
      membership('both', MembershipOrigin.ERP),
      membership('both', MembershipOrigin.STAFF),
    ]);
    expect([erp?.isRemovable, staff?.isRemovable, both?.isRemovable]).toEqual([false, true, true]);
  });
});
