import type { MessageInitShape } from '@bufbuild/protobuf';
import type { CreateCustomerRequestSchema } from '@/gen/kartoteka/v1/customer_service_pb';
import { addressMessage } from '../addresses/address';
import { lastStep, type NewCustomerValues } from './draft';

type Request = MessageInitShape<typeof CreateCustomerRequestSchema>;

/** The steps, by the names of their titles. */
export const stepNames = ['login', 'data', 'addresses'] as const;

const LONGEST_NAME = 250;

/**
 * What a step sends. The first two let the server check what has been typed so far and save nothing: the first must not
 * fail for want of a name, so the e-mail stands in for it. The last one adds the customer.
 */
export function requestOf(step: number, { customer, addresses }: NewCustomerValues, requestId: string): Request {
  if (step === 0) {
    const { email, kind } = customer;
    return { customer: { email, kind, name: email.slice(0, LONGEST_NAME) }, validateOnly: true };
  }
  if (step < lastStep) return { customer, validateOnly: true };
  return { customer, addresses: addresses.map(addressMessage), requestId };
}

/** The step on which a field is typed. */
export function stepOf(path: string): number {
  if (path.startsWith('addresses')) return lastStep;
  return path === 'customer.email' || path === 'customer.kind' ? 0 : 1;
}
