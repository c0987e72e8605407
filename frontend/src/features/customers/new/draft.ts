import { CustomerKind, TaxStatus } from '@/gen/kartoteka/v1/customer_pb';
import { newId } from '@/rpc/id';
import { emptyAddress, type AddressValues } from '../addresses/address';

/** An address in the list; the key tells the items apart while they move up. */
export type DraftAddress = AddressValues & { key: string };

export interface NewCustomerValues {
  customer: {
    email: string;
    kind: CustomerKind;
    name: string;
    firstName: string;
    lastName: string;
    phone: string;
    taxCountry: string;
    taxId: string;
    registrationNumber: string;
    taxStatus: TaxStatus;
    language: string;
    accountManagerId: string;
  };
  addresses: DraftAddress[];
}

/** What the wizard holds: kept over a reload, and the request id over retries, so that a customer is made once. */
export interface Draft {
  step: number;
  requestId: string;
  values: NewCustomerValues;
}

export const lastStep = 2;

export function emptyValues(): NewCustomerValues {
  return {
    customer: {
      email: '',
      kind: CustomerKind.COMPANY,
      name: '',
      firstName: '',
      lastName: '',
      phone: '',
      taxCountry: '',
      taxId: '',
      registrationNumber: '',
      taxStatus: TaxStatus.DOMESTIC,
      language: '',
      accountManagerId: '',
    },
    addresses: [],
  };
}

export function isEmpty(values: NewCustomerValues): boolean {
  return JSON.stringify(values) === JSON.stringify(emptyValues());
}

export function newDraft(): Draft {
  return { step: 0, requestId: newId(), values: emptyValues() };
}

const MOST_ADDRESSES = 50;

/** Reads a stored draft. Whatever does not fit the form of today is left out. */
export function parseDraft(text: string | null): Draft | undefined {
  if (text === null) return undefined;
  const stored = asRecord(parseJson(text));
  const values = asRecord(stored['values']);
  const addresses = Array.isArray(values['addresses']) ? values['addresses'].slice(0, MOST_ADDRESSES) : [];
  const draft: Draft = {
    ...fitted({ step: 0, requestId: newId() }, stored),
    values: {
      customer: fitted(emptyValues().customer, asRecord(values['customer'])),
      addresses: addresses.map((address) => fitted({ ...emptyAddress, key: newId() }, asRecord(address))),
    },
  };
  if (isEmpty(draft.values)) return undefined;
  return { ...draft, step: Math.min(lastStep, Math.max(0, Math.trunc(draft.step))) };
}

/** The template with those stored values that are of the same type. */
function fitted<T extends object>(template: T, stored: Record<string, unknown>): T {
  const entries = Object.entries(template).map(([key, value]: [string, unknown]) => [key, typeof stored[key] === typeof value ? stored[key] : value]);
  // Each key keeps the type that it has in the template.
  return Object.fromEntries(entries) as T;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
