import { Checkbox, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CustomerSelect } from '@/features/customers/public';
import { GroupSelect } from '@/features/groups/public';
import type { FilterBarProps } from './FilterBar';
import { FilterPopover } from '@/table';
import { whoPatch } from './params';

/** Whom the discount is for: a group, a customer, or everyone. */
export function WhoFilter({ state, update }: FilterBarProps) {
  const { t } = useTranslation('discounts');
  const { customer, group, everyone } = state;
  return (
    <FilterPopover label={t('field.target')} count={customer !== '' || group !== '' || everyone === true ? 1 : 0}>
      <Stack gap="sm">
        <GroupSelect
          label={t('kind.group')}
          placeholder={t('search.group')}
          value={group}
          onChange={(id) => update(whoPatch({ group: id }))}
          comboboxProps={{ withinPortal: false }}
        />
        <CustomerSelect
          label={t('kind.customer')}
          placeholder={t('search.customer')}
          value={customer}
          onChange={(id) => update(whoPatch({ customer: id }))}
          comboboxProps={{ withinPortal: false }}
        />
        <Checkbox
          size="sm"
          label={t('everyone')}
          checked={everyone === true}
          onChange={(event) => update(whoPatch({ everyone: event.currentTarget.checked || undefined }))}
        />
      </Stack>
    </FilterPopover>
  );
}
