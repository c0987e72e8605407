import { BlockScope, BlockSource, CustomerStatus, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import type { Tone } from '@/ui';

/** How each derived status (CUST-7) is toned. */
export const statusTones: Record<CustomerStatus, Tone> = {
  [CustomerStatus.UNSPECIFIED]: 'neutral',
  [CustomerStatus.ACTIVE]: 'positive',
  [CustomerStatus.PENDING]: 'waiting',
  [CustomerStatus.REJECTED]: 'neutral',
  [CustomerStatus.BLOCKED]: 'negative',
  [CustomerStatus.BLOCKED_BY_ERP]: 'negative',
  [CustomerStatus.ANONYMIZED]: 'neutral',
};

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
