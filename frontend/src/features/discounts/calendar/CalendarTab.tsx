import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconCalendarOff, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DiscountOrigin, type Discount } from '@/gen/kartoteka/v1/discount_pb';
import { useFormat } from '@/i18n';
import { param, useListState } from '@/table';
import { EmptyState, Section } from '@/ui';
import { todayOf } from '../days';
import { useShops } from '../lookups/queries';
import { useDiscounts } from '../queries';
import { useDiscountText } from '../useDiscountText';
import classes from './calendar.module.css';
import { addMonths, barOf, MONTHS_SHOWN, positionOf, spanFrom, type Span } from './months';

const params = { month: param.text() };
const PAGE_SIZE = 50;

/** Which discounts count when: a bar for each over half a year. */
export function CalendarTab() {
  const { t } = useTranslation('discounts');
  const { state, update } = useListState(params);
  const today = todayOf(useShops());
  const span = useMemo(() => spanFrom(state.month, today), [state.month, today]);
  const query = useDiscounts({ fromDay: span.from, toDay: span.to }, PAGE_SIZE);
  const discounts = query.data?.pages.flatMap((page) => page.discounts) ?? [];
  const format = useFormat();
  return (
    <Section
      title={t('calendar.title', { from: format.day(span.from), to: format.day(span.to) })}
      query={query}
      flush
      actions={<Moves onMove={(months) => update({ month: addMonths(span.months[0] ?? '', months) })} onToday={() => update({ month: '' })} />}
    >
      {discounts.length === 0 ? (
        <EmptyState compact icon={<IconCalendarOff size={24} stroke={1.5} />} title={t('calendar.empty')} />
      ) : (
        <div className={classes.calendar} aria-busy={query.isPlaceholderData}>
          <Months span={span} today={today} />
          <ul className={classes.rows} aria-label={t('tab.calendar')}>
            {discounts.map((discount) => (
              <CalendarRow key={discount.id} discount={discount} span={span} today={today} />
            ))}
          </ul>
        </div>
      )}
      {query.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('showMore')}
          </Button>
        </div>
      )}
    </Section>
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

function CalendarRow({ discount, span, today }: { discount: Discount; span: Span; today: string }) {
  const text = useDiscountText();
  const bar = barOf(discount, span);
  const now = positionOf(today, span);
  return (
    <li className={classes.row}>
      <div className={classes.name}>
        <Link to="/discounts/$discountId" params={{ discountId: discount.id }} className={classes.link}>
          {text.title(discount)}
        </Link>
        <Text size="xs" c="dimmed" truncate>
          {[text.target(discount.target), text.reduction(discount.reduction), text.validity(discount)].join(' · ')}
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
