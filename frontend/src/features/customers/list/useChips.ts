import type { DescEnum } from '@bufbuild/protobuf';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useGroupsById } from '@/features/groups/public';
import { useStaffById } from '@/features/staff/public';
import { AccountStateSchema, CustomerKindSchema, CustomerStatusSchema, TaxStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import type { Chip } from '@/table';
import { filterKeys, type CustomersState, type FilterKey } from './params';

interface Listing {
  /** What the chips of this filter are called: "Status". */
  name: string;
  values: readonly (string | number)[];
  labelOf: (value: string | number) => string;
}

type Update = (patch: Partial<CustomersState>) => void;

/** A chip for every value that narrows the list. */
export function useChips(state: CustomersState, update: Update): Chip[] {
  const listings = useListings(state);
  return filterKeys.flatMap((key) => {
    const { name, values, labelOf } = listings[key];
    return values.map((value) => ({
      key: `${key}:${value}`,
      label: name === '' ? labelOf(value) : `${name}: ${labelOf(value)}`,
      onRemove: () => update(without(state, key, value)),
    }));
  });
}

export function without(state: CustomersState, key: FilterKey, value: string | number): Partial<CustomersState> {
  if (key === 'attention') return { attention: undefined };
  return { [key]: (state[key] as readonly (string | number)[]).filter((one) => one !== value) };
}

function useListings(state: CustomersState): Record<FilterKey, Listing> {
  const { t } = useTranslation('customers');
  const enumLabel = useEnumLabel();
  const format = useFormat();
  const groups = useGroupsById(useMemo(() => [state.group], [state.group]));
  const staff = useStaffById(state.manager);
  const ofEnum = (name: string, desc: DescEnum, values: readonly number[]): Listing => ({
    name,
    values,
    labelOf: (value) => enumLabel(desc, Number(value)),
  });
  return {
    status: ofEnum(t('field.status'), CustomerStatusSchema, state.status),
    kind: ofEnum(t('field.kind'), CustomerKindSchema, state.kind),
    account: ofEnum(t('field.accountState'), AccountStateSchema, state.account),
    tax: ofEnum(t('field.taxStatus'), TaxStatusSchema, state.tax),
    group: { name: t('field.group'), values: state.group, labelOf: (id) => groups.get(String(id))?.name ?? '…' },
    manager: { name: t('field.accountManagerId'), values: state.manager, labelOf: (id) => staff.get(String(id))?.name ?? '…' },
    country: { name: t('field.country'), values: state.country, labelOf: (code) => format.country(String(code)) },
    source: { name: t('field.sourceSystem'), values: state.source, labelOf: String },
    office: { name: t('field.taxOffice'), values: state.office, labelOf: String },
    attention: {
      name: '',
      values: state.attention === undefined ? [] : [Number(state.attention)],
      labelOf: (value) => (value === 1 ? t('attention.badge') : t('attention.none')),
    },
  };
}
