import { useTranslation } from 'react-i18next';
import { GroupChoices } from '@/features/groups/public';
import { StaffChoices } from '@/features/staff/public';
import { useCountryOptions, useEnumOptions } from '@/forms';
import { CustomerStatusSchema } from '@/gen/kartoteka/v1/customer_pb';
import { FilterMenu, PickerMenu } from '@/table';
import classes from './list.module.css';
import { MoreFilters } from './MoreFilters';
import type { CustomersState } from './params';

export interface FilterBarProps {
  state: CustomersState;
  update: (patch: Partial<CustomersState>) => void;
}

/** The filters (LIST-2). Choices within one are OR-ed, the filters are AND-ed. */
export function FilterBar({ state, update }: FilterBarProps) {
  const { t } = useTranslation('customers');
  const statuses = useEnumOptions(CustomerStatusSchema);
  const countries = useCountryOptions();
  return (
    <div className={classes.filters}>
      <FilterMenu
        label={t('field.status')}
        options={statuses}
        value={state.status.map(String)}
        onChange={(chosen) => update({ status: chosen.map(Number) })}
      />
      <PickerMenu label={t('field.groups')} value={state.group} onChange={(group) => update({ group })} choices={GroupChoices} />
      <PickerMenu label={t('field.accountManagerId')} value={state.manager} onChange={(manager) => update({ manager })} choices={StaffChoices} />
      <FilterMenu label={t('field.country')} options={countries} value={state.country} onChange={(country) => update({ country })} searchable />
      <MoreFilters state={state} update={update} />
    </div>
  );
}
