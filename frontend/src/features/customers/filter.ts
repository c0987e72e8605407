import type { MessageInitShape } from '@bufbuild/protobuf';
import type { CustomerFilterSchema } from '@/gen/kartoteka/v1/filter_pb';

export type FilterInit = MessageInitShape<typeof CustomerFilterSchema>;

/** The fields that customers are filtered by, as CustomerFilter lists them. */
export type FilterField =
  | 'kind'
  | 'status'
  | 'accountState'
  | 'taxStatus'
  | 'accountManagerId'
  | 'groupIds'
  | 'sourceSystems'
  | 'countries'
  | 'taxOffice'
  | 'needsDefaultEmployee';

/** Customers that have any of the values in each field; a field without values does not matter. */
export function having(values: Partial<Record<FilterField, readonly string[]>>): FilterInit {
  const chosen = Object.entries(values).filter(([, anyOf]) => anyOf.length > 0);
  return { conditions: chosen.map(([field, anyOf]) => ({ field, anyOf: [...anyOf] })) };
}
