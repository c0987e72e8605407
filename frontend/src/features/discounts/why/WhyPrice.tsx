import { Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NoProducts, useProducts } from '@/features/products/public';
import { useShops } from '@/features/shops/public';
import { useFormat } from '@/i18n';
import { toFailure } from '@/rpc/errors';
import { ErrorState, FailureAlert } from '@/ui';
import { Answer } from './Answer';
import { useExplain } from './queries';
import { askedLines, failureOfCoupon, failuresOfLine, isSaidInForm, quoteOf, shopOf } from './question';
import { QuestionForm } from './QuestionForm';
import { Totals } from './Totals';
import { useQuestion } from './useQuestion';
import classes from './why.module.css';

const SETTLED_AFTER = 300;

/** "Why this price?": any products, any quantity, any shop, moment and coupon, and the reasons in the words of the server. */
export function WhyPrice({ customerId }: { customerId: string }) {
  const { t, i18n } = useTranslation('discounts');
  const format = useFormat();
  const shops = useShops();
  const [question, setQuestion] = useQuestion();
  const [settled] = useDebouncedValue(question, SETTLED_AFTER);
  const query = useExplain(useMemo(() => quoteOf(settled, customerId, shops), [settled, customerId, shops]), i18n.language);
  const asked = askedLines(settled);
  const products = useProducts(useMemo(() => [...new Set(asked.map(({ sku }) => sku))], [asked])).data?.products;
  const failure = query.error ? toFailure(query.error) : undefined;
  const fields = failure?.fields ?? [];
  const answer = query.error ? undefined : query.data;
  return (
    <Stack gap="md">
      <NoProducts />
      <QuestionForm
        question={question}
        shops={shops}
        onChange={setQuestion}
        ofCoupon={failureOfCoupon(fields)}
        failuresOf={(line) => failuresOfLine(fields, asked.findIndex(({ key }) => key === line.key))}
      />
      {asked.length > 0 && (
        <div aria-busy={query.isFetching} aria-live="polite" className={classes.answers}>
          {failure && !isSaidInForm(fields) && (failure.kind === 'invalid' ? <FailureAlert failure={failure} /> : <ErrorState error={query.error} onRetry={query.refetch} compact />)}
          {answer?.lines.map((explanation, index) => {
            const line = answer.quote?.lines[index];
            return line && <Answer key={index} customerId={customerId} explanation={explanation} line={line} product={products?.find(({ sku }) => sku === line.sku)} />;
          })}
          {answer?.quote && (answer.lines.length > 1 || answer.quote.couponReduction) && <Totals quote={answer.quote} />}
          {answer && (
            <Text size="xs" c="dimmed">
              {t('why.day', { day: format.day(answer.day), zone: shopOf(settled, shops)?.timeZone ?? '' })}
            </Text>
          )}
        </div>
      )}
    </Stack>
  );
}
