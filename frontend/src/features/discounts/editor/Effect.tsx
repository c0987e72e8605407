import { NativeSelect, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { todayOf, useShops } from '@/features/shops/public';
import type { PreviewDiscountResponse, SamplePrice } from '@/gen/kartoteka/v1/discount_service_pb';
import { ReasonText, useFormat } from '@/i18n';
import { toFailure } from '@/rpc/errors';
import { PlainTable, type PlainColumn } from '@/table/PlainTable';
import { ErrorState, Section } from '@/ui';
import { FindingAlerts } from '../findings/FindingAlerts';
import { usePreview, type DiscountInit } from '../queries';
import classes from './editor.module.css';

const sampleId = (sample: SamplePrice) => sample.sku;

/** Whom and what the discount touches, what is odd about it, and what it does to prices: while it is typed, before it is saved. */
export function Effect({ discount }: { discount: DiscountInit | undefined }) {
  const { t, i18n } = useTranslation('discounts');
  const [shopId, setShopId] = useState('');
  const query = usePreview(discount, shopId, i18n.language);
  const today = useTodayIn(shopId);
  const failure = query.error && toFailure(query.error);
  return (
    <div className={classes.effect}>
      <Section id="effect" title={t('effect.title')} actions={<ShopChoice value={shopId} onChange={setShopId} />}>
        <div aria-busy={query.isFetching}>
          {discount === undefined ? (
            <Text size="sm" c="dimmed">
              {t('effect.incomplete')}
            </Text>
          ) : failure ? (
            failure.kind === 'invalid' ? <WhatToMend fields={failure.fields} /> : <ErrorState error={query.error} onRetry={query.refetch} compact />
          ) : (
            query.data && <Answer preview={query.data} today={today} />
          )}
        </div>
      </Section>
    </div>
  );
}

/** Today in the shop, the first one when there is no id. */
function useTodayIn(shopId: string): string {
  const shops = useShops();
  return todayOf(shops.filter(({ id }) => shopId === '' || id === shopId));
}

function ShopChoice({ value, onChange }: { value: string; onChange: (shopId: string) => void }) {
  const { t } = useTranslation('discounts');
  const shops = useShops();
  if (shops.length < 2) return null;
  return (
    <NativeSelect
      size="xs"
      aria-label={t('field.shop')}
      data={shops.map(({ id, name }) => ({ value: id, label: name }))}
      value={value || (shops[0]?.id ?? '')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** What is not right yet is said at the fields when saving; here it only explains why there are no prices. */
function WhatToMend({ fields }: { fields: readonly { path: string; reason: string; text: string }[] }) {
  const { t } = useTranslation('discounts');
  return (
    <Text size="sm" c="dimmed" component="div">
      {t('effect.invalid')}
      {fields.map((field) => (
        <div key={field.path}>
          <ReasonText {...field} />
        </div>
      ))}
    </Text>
  );
}

function Answer({ preview, today }: { preview: PreviewDiscountResponse; today: string }) {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  const columns = useSampleColumns();
  const { customerCount, productCount, findings, samples, day } = preview;
  return (
    <>
      <Stack gap="sm">
        <dl className={classes.reach}>
          <div>
            <dt>{t('effect.who')}</dt>
            <dd>{customerCount === undefined ? t('everyone') : t('effect.customers', { count: Number(customerCount), number: format.number(customerCount) })}</dd>
          </div>
          <div>
            <dt>{t('effect.what')}</dt>
            <dd>{t('effect.products', { count: Number(productCount), number: format.number(productCount) })}</dd>
          </div>
        </dl>
        <FindingAlerts findings={findings} />
        {samples.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('effect.noSamples')}
          </Text>
        )}
        {samples.length > 0 && day !== today && (
          <Text size="sm" fw={550}>
            {t(day > today ? 'effect.firstDay' : 'effect.lastDay', { day: format.day(day) })}
          </Text>
        )}
      </Stack>
      {samples.length > 0 && (
        <div className={classes.samples}>
          <PlainTable label={t('effect.samples')} columns={columns} rows={samples} rowId={sampleId} />
        </div>
      )}
    </>
  );
}

function useSampleColumns(): PlainColumn<SamplePrice>[] {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  return useMemo<PlainColumn<SamplePrice>[]>(
    () => [
      { id: 'product', header: t('kind.sku'), cell: (sample) => <Sample sample={sample} />, card: 'title' },
      { id: 'base', header: t('effect.base'), align: 'end', cell: ({ basePrice }) => <span className={classes.before}>{format.exactMoney(basePrice)}</span> },
      { id: 'before', header: t('effect.before'), align: 'end', cell: ({ priceBefore }) => <span className={classes.before}>{format.exactMoney(priceBefore)}</span> },
      { id: 'after', header: t('effect.after'), align: 'end', cell: ({ priceAfter }) => <span className={classes.after}>{format.exactMoney(priceAfter)}</span> },
    ],
    [t, format],
  );
}

function Sample({ sample: { sku, productName, quantity, wins, text } }: { sample: SamplePrice }) {
  const { t } = useTranslation('discounts');
  const format = useFormat();
  return (
    <>
      {productName || sku}
      <Text size="xs" c="dimmed" fw={400}>
        {sku} · {t('effect.quantity', { quantity: format.decimal(quantity) })}
      </Text>
      {!wins && (
        <Text size="xs" fw={400}>
          {text}
        </Text>
      )}
    </>
  );
}
