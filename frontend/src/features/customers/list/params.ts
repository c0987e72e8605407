import {
  AccountStateSchema,
  CustomerKindSchema,
  CustomerStatus,
  CustomerStatusSchema,
  TaxStatusSchema,
} from '@/gen/kartoteka/v1/customer_pb';
import { param, UUID, type Param } from '@/table';
import { having, type FilterInit } from '../filter';

/** Everything about the list that the address keeps. */
export const params = {
  q: param.text(),
  status: param.enums(CustomerStatusSchema),
  kind: param.enums(CustomerKindSchema),
  account: param.enums(AccountStateSchema),
  tax: param.enums(TaxStatusSchema),
  group: param.texts(),
  manager: param.texts(),
  country: param.texts(),
  source: param.texts(),
  office: param.texts(),
  /** Only customers that need a default employee (CUST-8). */
  attention: param.flag(),
  sort: param.sort(['name', 'number', 'createTime', 'updateTime', 'email', 'taxId'], 'name'),
};

type ValueOf<P> = P extends Param<infer Value> ? Value : never;
export type CustomersState = { [Key in keyof typeof params]: ValueOf<(typeof params)[Key]> };

/** The keys that narrow the list, in the order of their chips. */
export const filterKeys = ['status', 'attention', 'group', 'manager', 'country', 'kind', 'account', 'tax', 'source', 'office'] as const;
export type FilterKey = (typeof filterKeys)[number];

const COUNTRY = /^[A-Z]{2}$/;
const SOURCE = /^[A-Za-z0-9_-]{1,50}$/;
const OFFICE = /^(?=.*\S).{1,100}$/;

/** The filter for the server. An address may hold anything; what no record can match is not sent. */
export function toFilter(state: CustomersState): FilterInit {
  return {
    query: state.q.trim(),
    ...having({
      status: params.status.write(state.status),
      kind: params.kind.write(state.kind),
      accountState: params.account.write(state.account),
      taxStatus: params.tax.write(state.tax),
      groupIds: wellFormed(state.group, UUID, 50),
      accountManagerId: wellFormed(state.manager, UUID, 50),
      countries: wellFormed(state.country, COUNTRY, 50),
      sourceSystems: wellFormed(state.source, SOURCE, 20),
      taxOffice: wellFormed(state.office, OFFICE, 50),
      needsDefaultEmployee: state.attention === undefined ? [] : [String(state.attention)],
    }),
  };
}

function wellFormed(values: readonly string[], pattern: RegExp, most: number): string[] {
  return values.filter((value) => pattern.test(value)).slice(0, most);
}

export interface View {
  id: 'all' | 'pending' | 'blockedByErp' | 'noDefaultEmployee';
  /** What it narrows the list to. */
  status: CustomerStatus[];
  attention: boolean | undefined;
}

/** The questions that are asked every morning, one press each. */
export const views: readonly View[] = [
  { id: 'all', status: [], attention: undefined },
  { id: 'pending', status: [CustomerStatus.PENDING], attention: undefined },
  { id: 'blockedByErp', status: [CustomerStatus.BLOCKED_BY_ERP], attention: undefined },
  { id: 'noDefaultEmployee', status: [], attention: true },
];

/** The view that the filters amount to, whatever is searched for; none when they say something of their own. */
export function viewOf(state: CustomersState): View | undefined {
  const others = filterKeys.filter((key) => key !== 'status' && key !== 'attention');
  if (others.some((key) => state[key].length > 0)) return undefined;
  return views.find((view) => view.attention === state.attention && view.status.join() === state.status.join());
}

/** The change of state that leads to a view: its filters and no others; the search and the order stay. */
export function patchOf(view: View): Partial<CustomersState> {
  return { kind: [], account: [], tax: [], group: [], manager: [], country: [], source: [], office: [], status: view.status, attention: view.attention };
}
