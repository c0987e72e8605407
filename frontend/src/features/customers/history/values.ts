import type { DescEnum } from '@bufbuild/protobuf';
import { AddressTypeSchema } from '@/gen/kartoteka/v1/address_pb';
import {
  AccountStateSchema,
  ApprovalSchema,
  BlockScopeSchema,
  BlockSourceSchema,
  CustomerKindSchema,
  TaxStatusSchema,
} from '@/gen/kartoteka/v1/customer_pb';
import { EmployeeRoleSchema } from '@/gen/kartoteka/v1/employee_service_pb';

/** What the value of a field in the history is, so that it can be put into words. History keeps every value as text. */
export type HistoryValue =
  | { kind: 'text'; text: string }
  | { kind: 'enum'; desc: DescEnum; value: number }
  | { kind: 'flag'; value: boolean }
  | { kind: 'country' | 'language' | 'percent'; code: string }
  | { kind: 'money'; amount: string; currency: string }
  | { kind: 'days'; days: number }
  | { kind: 'day'; day: string }
  | { kind: 'time'; time: Date }
  | { kind: 'staff'; id: string }
  | { kind: 'shops'; ids: string[] }
  | { kind: 'list'; items: string[] }
  | { kind: 'blocks'; blocks: HistoryBlock[] };

export interface HistoryBlock {
  source: number;
  /** Code of the source system; empty for staff. */
  sourceSystem: string;
  scope: number;
  reason: string;
}

const enums: Record<string, DescEnum> = {
  kind: CustomerKindSchema,
  taxStatus: TaxStatusSchema,
  accountState: AccountStateSchema,
  approval: ApprovalSchema,
  type: AddressTypeSchema,
  role: EmployeeRoleSchema,
};

/** Reads a value; one that does not look as it should is shown as it is. Nothing for an empty one. */
export function readValue(field: string, text: string): HistoryValue | undefined {
  if (text === '') return undefined;
  return readKnown(field, text) ?? { kind: 'text', text };
}

function readKnown(field: string, text: string): HistoryValue | undefined {
  const desc = enums[field];
  if (desc) return readEnum(desc, text);
  switch (field) {
    case 'isDefault':
    case 'blocked':
    case 'everyone':
      // A default that moves between employees names both by e-mail.
      return text === 'true' || text === 'false' ? { kind: 'flag', value: text === 'true' } : undefined;
    case 'taxCountry':
    case 'country':
      return { kind: 'country', code: text };
    case 'language':
      return { kind: 'language', code: text };
    case 'erpDiscountPercent':
    case 'percent':
      return { kind: 'percent', code: text };
    case 'paymentTermsDays':
      return /^\d+$/.test(text) ? { kind: 'days', days: Number(text) } : undefined;
    case 'creditLimit':
    case 'fixedPrice':
    case 'amount':
    case 'reduction':
      return readMoney(text);
    case 'validFrom':
    case 'validTo':
      return { kind: 'day', day: text };
    case 'endTime':
      return readTime(text);
    case 'accountManagerId':
      return { kind: 'staff', id: text };
    case 'shopIds':
      return { kind: 'shops', ids: readList(text) };
    case 'paymentMethods':
      return { kind: 'list', items: readList(text) };
    case 'blocks':
      return readBlocks(text);
    default:
      return undefined;
  }
}

function readEnum(desc: DescEnum, text: string): HistoryValue | undefined {
  const value = numberOf(desc, text);
  return value === undefined ? undefined : { kind: 'enum', desc, value };
}

function numberOf(desc: DescEnum, text: string): number | undefined {
  return desc.values.find((value) => value.localName.toLowerCase() === text.toLowerCase())?.number;
}

function readTime(text: string): HistoryValue | undefined {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : { kind: 'time', time };
}

function readMoney(text: string): HistoryValue | undefined {
  const [, amount, currency] = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text) ?? [];
  return amount && currency ? { kind: 'money', amount, currency } : undefined;
}

const BLOCK = /^(staff|erp)(?: ([\w-]+))?? (login|ordering)(?: (.*))?$/s;

function readBlocks(text: string): HistoryValue | undefined {
  const blocks = readList(text).flatMap((part): HistoryBlock[] => {
    const [, source = '', sourceSystem = '', scope = '', reason = ''] = BLOCK.exec(part) ?? [];
    if (source === '') return [];
    return [{ source: numberOf(BlockSourceSchema, source) ?? 0, sourceSystem, scope: numberOf(BlockScopeSchema, scope) ?? 0, reason }];
  });
  return blocks.length > 0 ? { kind: 'blocks', blocks } : undefined;
}

const ITEM = /\s*("(?:[^"\\]|\\.)*"|[^,]+)(?:,|$)/gs;

/** A list in the history: parted by commas; items that hold commas or quotation marks are quoted. */
export function readList(text: string): string[] {
  return [...text.matchAll(ITEM)].map(([, item = '']) => unquoted(item.trim())).filter(Boolean);
}

function unquoted(item: string): string {
  if (!item.startsWith('"')) return item;
  try {
    return String(JSON.parse(item));
  } catch {
    return item;
  }
}
