import { Approval, BlockScope, CustomerStatus, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { hasStaffBlock, isBlockedByStaff } from '../status';

/** What may be decided about a customer as it stands. */
export interface Decisions {
  approve: boolean;
  reject: boolean;
  blockLogin: boolean;
  blockOrdering: boolean;
  unblock: boolean;
}

/** Only the ERP lifts its own blocks (CUST-6), so a customer blocked by the ERP alone cannot be unblocked here. */
export function decisionsFor(customer: Customer): Decisions {
  if (customer.status === CustomerStatus.ANONYMIZED) {
    return { approve: false, reject: false, blockLogin: false, blockOrdering: false, unblock: false };
  }
  return {
    approve: customer.approval === Approval.PENDING || customer.approval === Approval.REJECTED,
    reject: customer.approval === Approval.PENDING,
    blockLogin: !hasStaffBlock(customer, BlockScope.LOGIN),
    blockOrdering: !hasStaffBlock(customer, BlockScope.ORDERING),
    unblock: isBlockedByStaff(customer),
  };
}
