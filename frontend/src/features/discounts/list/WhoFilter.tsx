import { Checkbox, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CustomerSelect, GroupSelect } from '../lookups/selects';
import type { FilterBarProps } from './FilterBar';
import { whoPatch } from './params';
import { PickMenu } from './PickMenu';

/** Whom the discount is for: a group, a customer, or everyone. */
export function WhoFilter({ state, update }: FilterBarProps) {
  const { t } = useTranslation('discounts');
  const { customer, group, everyone } = state;
  return (
    <PickMenu label={t('field.target')} isSet={customer !== '' || group !== '' || everyone === true}>
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
    </PickMenu>
  );
}
