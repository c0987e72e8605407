import { Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { Explanation, QuotedLine } from '@/gen/kartoteka/v1/pricing_service_pb';
import type { Product } from '@/gen/kartoteka/v1/product_service_pb';
import { useFormat } from '@/i18n';
import { LinkButton } from '@/ui';
import { Considered } from './Considered';
import { Steps } from './Steps';
import classes from './why.module.css';

interface AnswerProps {
  customerId: string;
  explanation: Explanation;
  line: QuotedLine;
  /** Missing while its name is on its way. */
  product: Product | undefined;
}

/** The price of one line: large, in a sentence, step by step, and with every discount that made it or did not. */
export function Answer({ customerId, explanation, line, product }: AnswerProps) {
  const { t } = useTranslation('discounts');
  const heading = useId();
  const canWrite = useCan(Permission.DISCOUNTS_WRITE);
  const currency = line.basePrice?.currency ?? '';
  return (
    <article aria-labelledby={heading} className={classes.answer}>
      <div className={classes.answerHead}>
        <div>
          <Title order={3} id={heading}>
            {product?.name ?? line.sku}
          </Title>
          <Price line={line} />
        </div>
        {canWrite && (
          <LinkButton
            to="/discounts/new"
            search={{ customer: customerId, sku: line.sku }}
            variant="subtle"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            data-print="hide"
          >
            {t('why.grant')}
          </LinkButton>
        )}
      </div>
      <Text className={classes.summary}>{explanation.summary}</Text>
      <Steps steps={explanation.steps} currency={currency} />
      <Considered title={t('why.winners')} discounts={explanation.winners} currency={currency} />
      <Considered title={t('why.losers')} discounts={explanation.losers} currency={currency} hasMore={explanation.moreLosers} />
    </article>
  );
}

function Price({ line }: { line: QuotedLine }) {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  const { basePrice, unitPrice, quantity, lineTotal, lineTotalWithTax } = line;
  const unit = { amount: unitPrice, currency: basePrice?.currency ?? '' };
  // Decimal texts, which no floating point has touched: "100.00" and "100" read alike.
  const isReduced = basePrice !== undefined && format.decimal(basePrice.amount) !== format.decimal(unitPrice);
  return (
    <>
      <p className={classes.price}>
        <strong>{format.exactMoney(unit)}</strong>
        {isReduced && (
          <>
            {' '}
            <del>{format.exactMoney(basePrice)}</del>
          </>
        )}
        <span>{t('why.unit')}</span>
      </p>
      <Text size="sm" c="dimmed">
        {t('why.line', { quantity: format.decimal(quantity), total: format.exactMoney(lineTotal) })}
        {lineTotalWithTax && ` · ${t('why.withTax', { total: format.exactMoney(lineTotalWithTax) })}`}
      </Text>
    </>
  );
}
