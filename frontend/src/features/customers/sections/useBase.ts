import { maskOfChanges } from '@/forms';
import { CustomerSchema, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { useState } from 'react';

/**
 * What a form started from. The record may be read again while the form is open; as long as the form's own fields
 * stay what they were, the newer one takes its place: a save in another section must not look like somebody
 * else's change, and somebody else's change to these very fields must not be overwritten unseen.
 */
export function useBase(customer: Customer, fields: readonly string[]): Customer {
  const [opened] = useState(customer);
  return isSameIn(fields, opened, customer) ? customer : opened;
}

export function isSameIn(fields: readonly string[], before: Customer, after: Customer): boolean {
  const changed = maskOfChanges(CustomerSchema, before, after).paths;
  return !CustomerSchema.fields.some((field) => fields.includes(field.localName) && changed.includes(field.name));
}
