import { CustomerStatus } from '@/gen/kartoteka/v1/customer_pb';
import type { Tone } from '@/ui';

export function statusTone(status: CustomerStatus): Tone {
  switch (status) {
    case CustomerStatus.ACTIVE:
      return 'positive';
    case CustomerStatus.PENDING:
      return 'waiting';
    case CustomerStatus.BLOCKED:
    case CustomerStatus.BLOCKED_BY_ERP:
      return 'negative';
    default:
      return 'neutral';
  }
}
