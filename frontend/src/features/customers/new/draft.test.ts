import { describe, expect, it } from 'vitest';
import { CustomerKind } from '@/gen/kartoteka/v1/customer_pb';
import { emptyAddress } from '../addresses/address';
import { emptyValues, newDraft, parseDraft, type Draft } from './draft';

function filled(): Draft {
  const values = emptyValues();
  return {
    ...newDraft(),
    step: 1,
    values: { customer: { ...values.customer, email: 'a@b.example', kind: CustomerKind.PERSON }, addresses: [{ ...emptyAddress, key: 'k', city: 'Łódź' }] },
  };
}

describe('a draft', () => {
  it('survives being stored, with its request id', () => {
    const draft = filled();
    expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
  });

  it('is none when nothing was typed', () => {
    expect(parseDraft(JSON.stringify(newDraft()))).toBeUndefined();
    expect(parseDraft(null)).toBeUndefined();
  });

  it.each(['', 'nonsense', '[]', '{"values":{"customer":5,"addresses":{}}}'])('is none when %j is stored', (text) => {
    expect(parseDraft(text)).toBeUndefined();
  });

  it('leaves out what does not fit the form', () => {
    const { values } = filled();
    const stored = { step: 99, requestId: 5, values: { ...values, customer: { ...values.customer, name: { evil: true }, extra: 1 } } };
    const draft = parseDraft(JSON.stringify(stored));
    expect(draft?.step).toBe(2);
    expect(draft?.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(draft?.values.customer.name).toBe('');
    expect(draft?.values.customer).not.toHaveProperty('extra');
    expect(draft?.values.customer.email).toBe('a@b.example');
  });
});
