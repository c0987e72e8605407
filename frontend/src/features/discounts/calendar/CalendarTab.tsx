import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconCalendarOff, IconChevronLeft, IconChevronRight, IconFilterOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { endDayOf, todayIn, useShops, zoneOf } from '@/features/shops/public';
import { DiscountOrigin, type Discount } from '@/gen/kartoteka/v1/discount_pb';
import { useFormat } from '@/i18n';
import { MoreButton, param, useListState } from '@/table';
import { EmptyState, Section } from '@/ui';
import { DiscountToolbar } from '../list/DiscountToolbar';
import { filterKeys, params, toFilter } from '../list/params';
import { useDiscounts } from '../queries';
import { isOver, stateOf } from '../state';
import { useDiscountText } from '../useDiscountText';
import classes from './calendar.module.css';
import { addMonths, barOf, MONTHS_SHOWN, positionOf, spanFrom, type Span } from './months';

const monthParams = { month: param.text() };
const PAGE_SIZE = 50;

/** Which of the discounts of the list count when: a bar for each over half a year. */
export function CalendarTab() {
  const { t } = useTranslation('discounts');
  const list = useListState(params);
  const { state, update } = useListState(monthParams);
  const timeZone = zoneOf(useShops());
  const today = todayIn(timeZone);
  const span = useMemo(() => spanFrom(state.month, today), [state.month, today]);
  const { rows: discounts, query } = useDiscounts({ ...toFilter(list.state), fromDay: span.from, toDay: span.to }, PAGE_SIZE);
  const format = useFormat();
  return (
    <>
      <DiscountToolbar list={list} isSearching={query.isPlaceholderData} />
      <Section
        title={t('calendar.title', { from: format.day(span.from), to: format.day(span.to) })}
        query={query}
        flush
        actions={<Moves onMove={(months) => update({ month: addMonths(span.months[0] ?? '', months) })} onToday={() => update({ month: '' })} />}
      >
        {discounts.length === 0 ? (
          <NoBars isFiltered={list.isSet('q', ...filterKeys)} onClearFilters={() => list.clear()} />
        ) : (
          <div className={classes.calendar} aria-busy={query.isPlaceholderData}>
            <Months span={span} today={today} />
            <ul className={classes.rows} aria-label={t('tab.calendar')}>
              {discounts.map((discount) => (
                <CalendarRow key={discount.id} discount={discount} span={span} today={today} timeZone={timeZone} />
              ))}
            </ul>
          </div>
        )}
        <MoreButton query={query} className={classes.more} />
      </Section>
    </>
  );
}

function NoBars({ isFiltered, onClearFilters }: { isFiltered: boolean; onClearFilters: () => void }) {
  const { t } = useTranslation('discounts');
  if (!isFiltered) return <EmptyState compact icon={<IconCalendarOff size={24} stroke={1.5} />} title={t('calendar.empty')} />;
  return (
    <EmptyState
      compact
      icon={<IconFilterOff size={24} stroke={1.5} />}
      title={t('common:table.noMatch')}
      action={
        <Button variant="default" size="xs" onClick={onClearFilters}>
          {t('common:table.clearFilters')}
        </Button>
      }
    />
  );
}

function Moves({ onMove, onToday }: { onMove: (months: number) => void; onToday: () => void }) {
  const { t } = useTranslation('discounts');
  return (
    <Group gap={6} wrap="nowrap">
      <ActionIcon variant="default" size={30} aria-label={t('calendar.earlier')} onClick={() => onMove(-MONTHS_SHOWN / 2)}>
        <IconChevronLeft size={16} aria-hidden />
      </ActionIcon>
      <Button variant="default" size="xs" onClick={onToday}>
        {t('calendar.today')}
      </Button>
      <ActionIcon variant="default" size={30} aria-label={t('calendar.later')} onClick={() => onMove(MONTHS_SHOWN / 2)}>
        <IconChevronRight size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

/** Only drawn: each row says its days in words. */
function Months({ span, today }: { span: Span; today: string }) {
  const { i18n } = useTranslation();
  const names = useMemo(() => new Intl.DateTimeFormat(i18n.language, { month: 'short', timeZone: 'UTC' }), [i18n.language]);
  return (
    <div className={classes.head} aria-hidden>
      <div className={classes.track}>
        {span.months.map((month) => (
          <span key={month} className={classes.month} style={{ left: `${positionOf(`${month}-01`, span) ?? 0}%` }} data-current={today.startsWith(month) || undefined}>
            {names.format(new Date(`${month}-01`))}
            {month.endsWith('-01') && ` ${month.slice(0, 4)}`}
          </span>
        ))}
      </div>
    </div>
  );
}

interface CalendarRowProps {
  discount: Discount;
  span: Span;
  today: string;
  timeZone: string;
}

function CalendarRow({ discount, span, today, timeZone }: CalendarRowProps) {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  const text = useDiscountText();
  const bar = barOf(discount, span, timeZone);
  const ended = discount.endTime && t('calendar.ended', { day: format.day(endDayOf(discount, timeZone)) });
  const now = positionOf(today, span);
  return (
    <li className={classes.row} data-over={isOver(stateOf(discount, today)) || undefined}>
      <div className={classes.name}>
        <Link to="/discounts/$discountId" params={{ discountId: discount.id }} className={classes.link}>
          {text.title(discount)}
        </Link>
        <Text size="xs" c="dimmed" lineClamp={2}>
          {[text.target(discount.target), text.reduction(discount.reduction), text.validity(discount), ended].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <div className={classes.track} aria-hidden>
        {span.months.slice(1).map((month) => (
          <span key={month} className={classes.line} style={{ left: `${positionOf(`${month}-01`, span) ?? 0}%` }} />
        ))}
        {now !== undefined && <span className={classes.now} style={{ left: `${now}%` }} />}
        {bar && (
          <span
            className={classes.bar}
            data-erp={discount.origin === DiscountOrigin.ERP || undefined}
            data-opens-left={bar.opensLeft || undefined}
            data-opens-right={bar.opensRight || undefined}
            style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
          />
        )}
      </div>
    </li>
  );
}
