import { CustomerStatus } from '@/gen/kartoteka/v1/customer_pb';
import type { Tone } from './StatusBadge';

/** How each derived status of a customer (CUST-7) is toned, wherever it is shown. */
export const statusTones: Record<CustomerStatus, Tone> = {
  [CustomerStatus.UNSPECIFIED]: 'neutral',
  [CustomerStatus.ACTIVE]: 'positive',
  [CustomerStatus.PENDING]: 'waiting',
  [CustomerStatus.REJECTED]: 'neutral',
  [CustomerStatus.BLOCKED]: 'negative',
  [CustomerStatus.BLOCKED_BY_ERP]: 'negative',
  [CustomerStatus.ANONYMIZED]: 'neutral',
};
