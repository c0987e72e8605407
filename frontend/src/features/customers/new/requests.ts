import type { MessageInitShape } from '@bufbuild/protobuf';
import type { CreateCustomerRequestSchema } from '@/gen/kartoteka/v1/customer_service_pb';
import { addressMessage } from '../addresses/address';
import { lastStep, type NewCustomerValues } from './draft';

type Request = MessageInitShape<typeof CreateCustomerRequestSchema>;

/** The steps, by the names of their titles. */
export const stepNames = ['login', 'data', 'addresses'] as const;

/** Stands in for the name until it is asked for: the first step must not fail for want of it. */
const ANY_NAME = '-';

/** What a step sends. The first two let the server check what has been typed so far and save nothing; the last adds the customer. */
export function requestOf(step: number, { customer, addresses }: NewCustomerValues, requestId: string): Request {
  if (step === 0) {
    const { email, kind } = customer;
    return { customer: { email, kind, name: ANY_NAME }, validateOnly: true };
  }
  if (step < lastStep) return { customer, validateOnly: true };
  return { customer, addresses: addresses.map(addressMessage), requestId };
}

/** The step on which a field is typed. */
export function stepOf(path: string): number {
  if (path.startsWith('addresses')) return lastStep;
  return path === 'customer.email' || path === 'customer.kind' ? 0 : 1;
}
