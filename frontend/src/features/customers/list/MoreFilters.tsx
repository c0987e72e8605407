import { Button, Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { part } from '@/ui/part';
import type { FilterBarProps } from './FilterBar';
import classes from './list.module.css';

// Inputs that the list itself does not need come when they are asked for.
const MoreChoices = part(async () => (await import('./MoreChoices')).MoreChoices);

/** The filters that are needed less often, together behind one button. */
export function MoreFilters({ state, update }: FilterBarProps) {
  const { t } = useTranslation('customers');
  const chosen = [state.kind, state.account, state.tax, state.source, state.office].filter((values) => values.length > 0).length;
  const active = chosen + (state.attention === undefined ? 0 : 1);
  return (
    <Popover position="bottom-start" shadow="lg" radius="md" trapFocus width={300}>
      <Popover.Target>
        <Button variant={active > 0 ? 'light' : 'default'} leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />} fw={500} px="sm">
          {active > 0 ? `${t('filter.more')} · ${active}` : t('filter.more')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label={t('filter.more')}>
        <div className={classes.more}>
          <MoreChoices state={state} update={update} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
