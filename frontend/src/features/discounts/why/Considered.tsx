import { Button, Text } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DiscountVerdict, type ConsideredDiscount } from '@/gen/kartoteka/v1/pricing_service_pb';
import { useFormat } from '@/i18n';
import { TextLink } from '@/ui';
import { OriginBadge } from '../DiscountBadges';
import { useDiscountText } from '../useDiscountText';
import classes from './why.module.css';

const FIRST = 5;

interface ConsideredProps {
  title: string;
  discounts: readonly ConsideredDiscount[];
  currency: string;
  /** The server knows of more than it tells. */
  hasMore?: boolean;
}

/** Discounts with the reason why each makes the price or does not; nothing where there are none. */
export function Considered({ title, discounts, currency, hasMore = false }: ConsideredProps) {
  const { t } = useTranslation('discounts');
  const heading = useId();
  const [isWhole, setWhole] = useState(false);
  if (discounts.length === 0) return null;
  const shown = isWhole ? discounts : discounts.slice(0, FIRST);
  return (
    <div className={classes.considered}>
      <Text id={heading} size="xs" c="dimmed" fw={550}>
        {title}
      </Text>
      <ul aria-labelledby={heading}>
        {shown.map((considered, index) => (
          <Line key={considered.discount?.id ?? index} considered={considered} currency={currency} />
        ))}
      </ul>
      {shown.length < discounts.length && (
        <Button variant="subtle" size="compact-xs" onClick={() => setWhole(true)}>
          {t('why.showAll', { count: discounts.length - shown.length })}
        </Button>
      )}
      {hasMore && (isWhole || discounts.length <= FIRST) && (
        <Text size="xs" c="dimmed">
          {t('why.moreLosers')}
        </Text>
      )}
    </div>
  );
}

function Line({ considered: { discount, text, unitPrice, verdict }, currency }: { considered: ConsideredDiscount; currency: string }) {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  const words = useDiscountText();
  if (!discount) return null;
  return (
    <li className={classes.consideredLine} data-won={verdict === DiscountVerdict.WON || undefined}>
      <div>
        <TextLink to="/discounts/$discountId" params={{ discountId: discount.id }} size="sm" fw={550}>
          {words.title(discount)}
        </TextLink>{' '}
        <Text span size="xs" c="dimmed">
          {[words.reduction(discount.reduction), words.target(discount.target)].join(' · ')}
        </Text>{' '}
        <OriginBadge discount={discount} />
        <Text size="sm">{text}</Text>
      </div>
      {unitPrice !== '' && (
        <Text size="sm" c="dimmed" className={classes.alone}>
          {t('why.alone', { price: format.exactMoney({ amount: unitPrice, currency }) })}
        </Text>
      )}
    </li>
  );
}
