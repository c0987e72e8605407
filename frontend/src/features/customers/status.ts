import { BlockScope, BlockSource, CustomerStatus, type Customer } from '@/gen/kartoteka/v1/customer_pb';

/** A block of ordering alone leaves the status active, so it is told apart. */
export function isOrderingBlocked(customer: Customer): boolean {
  return customer.status === CustomerStatus.ACTIVE && customer.blocks.some((block) => block.scope === BlockScope.ORDERING);
}

export function isBlockedByStaff(customer: Customer): boolean {
  return customer.blocks.some((block) => block.source === BlockSource.STAFF);
}

export function isBlockedByErp(customer: Customer): boolean {
  return customer.blocks.some((block) => block.source === BlockSource.ERP);
}

export function hasStaffBlock(customer: Customer, scope: BlockScope): boolean {
  return customer.blocks.some((block) => block.source === BlockSource.STAFF && block.scope === scope);
}

/** Which words say the reason of a block by an ERP; nothing for one that is unknown here. */
export function erpReason(reason: string): 'deactivated' | 'absent' | undefined {
  if (reason === 'DEACTIVATED') return 'deactivated';
  return reason === 'ABSENT' ? 'absent' : undefined;
}

/** First and last name where they say more than the name itself. */
export function personName(customer: Customer): string {
  const person = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return person === customer.name ? '' : person;
}

/** Reasons of the warnings on a field; they travel as "REASON:field". */
export function warningsOn(customer: Customer, field: string): string[] {
  return customer.warnings.flatMap((warning) => {
    const [reason = '', on = ''] = warning.split(':');
    return on === field ? [reason] : [];
  });
}

/** Another customer with the same tax ID, if there is one: it travels as "SAME_TAX_ID:taxId:" and its id. */
export function twinOf(warnings: readonly string[]): string | undefined {
  return warnings.map((warning) => warning.split(':')).find(([reason]) => reason === 'SAME_TAX_ID')?.[2];
}
