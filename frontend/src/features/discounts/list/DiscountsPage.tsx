import { IconCalendarTime, IconList, IconStethoscope, IconTicket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CouponsTab, NewCouponButton } from '@/features/coupons/public';
import { param, useListState } from '@/table';
import { Page, PageTabs } from '@/ui';
import { CalendarTab } from '../calendar/CalendarTab';
import { FindingsTab } from '../findings/FindingsTab';
import { DiscountList } from './DiscountList';
import { NewDiscountButton } from './NewDiscountButton';

const params = { tab: param.text() };

const tabs = [
  { id: 'list', icon: IconList, content: <DiscountList />, fill: true },
  { id: 'calendar', icon: IconCalendarTime, content: <CalendarTab />, fill: false },
  { id: 'findings', icon: IconStethoscope, content: <FindingsTab />, fill: false },
  { id: 'coupons', icon: IconTicket, content: <CouponsTab />, fill: true },
] as const;

/** Every discount and coupon: as a list, over the months, and what is odd about them. */
export function DiscountsPage() {
  const { t } = useTranslation('discounts');
  const { state, update } = useListState(params);
  const current = tabs.find(({ id }) => id === state.tab) ?? tabs[0];
  return (
    <Page fill={current.fill} title={t('title')} actions={current.id === 'coupons' ? <NewCouponButton /> : <NewDiscountButton />}>
      <PageTabs
        label={t('title')}
        value={current.id}
        onChange={(id) => update({ tab: id === 'list' ? '' : id })}
        tabs={tabs.map((tab) => ({ ...tab, label: t(`tab.${tab.id}`) }))}
      />
    </Page>
  );
}
