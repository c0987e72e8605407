import { Tabs } from '@mantine/core';
import { IconCalendarTime, IconList, IconStethoscope, IconTicket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { param, useListState } from '@/table';
import { Page } from '@/ui';
import { CalendarTab } from '../calendar/CalendarTab';
import { CouponsTab } from '../coupons/CouponsTab';
import { NewCouponButton } from '../coupons/NewCouponButton';
import { FindingsTab } from '../findings/FindingsTab';
import { DiscountList } from './DiscountList';
import classes from './list.module.css';
import { NewDiscountButton } from './NewDiscountButton';

const params = { tab: param.text() };

const tabs = [
  { id: 'list', icon: IconList, Tab: DiscountList, fill: true },
  { id: 'calendar', icon: IconCalendarTime, Tab: CalendarTab, fill: false },
  { id: 'findings', icon: IconStethoscope, Tab: FindingsTab, fill: false },
  { id: 'coupons', icon: IconTicket, Tab: CouponsTab, fill: true },
] as const;

/** Every discount and coupon: as a list, over the months, and what is odd about them. */
export function DiscountsPage() {
  const { t } = useTranslation('discounts');
  const { state, update } = useListState(params);
  const current = tabs.find(({ id }) => id === state.tab) ?? tabs[0];
  return (
    <Page fill={current.fill} title={t('title')} actions={current.id === 'coupons' ? <NewCouponButton /> : <NewDiscountButton />}>
      <Tabs
        value={current.id}
        onChange={(value) => update({ tab: value === null || value === 'list' ? '' : value })}
        keepMounted={false}
        className={classes.tabs}
        classNames={{ panel: classes.panel }}
      >
        <Tabs.List mb="md" aria-label={t('title')} className={classes.tabList}>
          {tabs.map(({ id, icon: Icon }) => (
            <Tabs.Tab key={id} value={id} leftSection={<Icon size={16} aria-hidden />}>
              {t(`tab.${id}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ id, Tab }) => (
          <Tabs.Panel key={id} value={id}>
            <Tab />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
