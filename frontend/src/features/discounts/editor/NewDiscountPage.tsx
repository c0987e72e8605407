import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NoProducts } from '@/features/products/public';
import { useShopsQuery } from '@/features/shops/public';
import { ProtoFormBox } from '@/forms';
import type { Discount } from '@/gen/kartoteka/v1/discount_pb';
import { readState, type RawSearch } from '@/table/url';
import { Page, Section } from '@/ui';
import { prefillParams } from '../list/params';
import { DiscountFields } from './DiscountFields';
import { Effect } from './Effect';
import classes from './editor.module.css';
import { useNewDiscountForm } from './useDiscountForm';
import type { Prefill } from './values';

/** Grants a discount; from the page of a customer, a group or a price it begins with that. */
export function NewDiscountPage() {
  const { t } = useTranslation('discounts');
  const shops = useShopsQuery();
  const search: RawSearch = useSearch({ strict: false });
  const prefill = readState(prefillParams, search);
  return (
    <Page title={t('new.title')} breadcrumb={[{ label: t('title'), to: '/discounts' }]}>
      {shops.isPending || shops.error ? (
        <Section title={t('section.data')} query={shops} lines={8}>
          {null}
        </Section>
      ) : (
        <NewDiscount prefill={prefill} currency={shops.data.shops[0]?.currency ?? 'EUR'} />
      )}
    </Page>
  );
}

function NewDiscount({ prefill, currency }: { prefill: Prefill; currency: string }) {
  const { t } = useTranslation('discounts');
  const navigate = useNavigate();

  /** Back to where the discount was granted from. Nothing leads back to a form that is done with. */
  function leave(saved?: Discount) {
    const { customer, group } = prefill;
    const replace = true;
    if (customer) void navigate({ to: '/customers/$customerId', params: { customerId: customer }, hash: 'discounts', replace });
    else if (group) void navigate({ to: '/groups/$groupId', params: { groupId: group }, hash: 'discounts', replace });
    else if (saved) void navigate({ to: '/discounts/$discountId', params: { discountId: saved.id }, replace });
    else void navigate({ to: '/discounts', replace });
  }

  const { form, draft } = useNewDiscountForm({ prefill, currency, onSaved: leave });
  return (
    <div className={classes.split}>
      <Section title={t('section.data')}>
        <NoProducts />
        <ProtoFormBox form={form} onCancel={() => leave()} submitLabel={t('new.submit')}>
          <DiscountFields form={form} />
        </ProtoFormBox>
      </Section>
      <Effect discount={draft} />
    </div>
  );
}
