import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { CustomerDiscounts, WhyPrice } from '@/features/discounts/public';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { LinkButton, Section } from '@/ui';

/** What the customer gets off prices, and why a price is what it is (DISC-3). */
export function PriceSections({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const canRead = useCan(Permission.PRICES_READ);
  const canWrite = useCan(Permission.DISCOUNTS_WRITE);
  if (!canRead) return null;
  return (
    <>
      <Section
        id="discounts"
        title={t('section.discounts')}
        flush
        actions={
          canWrite && (
            <LinkButton to="/discounts/new" search={{ customer: customerId }} size="xs" variant="subtle" leftSection={<IconPlus size={15} aria-hidden />}>
              {t('discounts.add')}
            </LinkButton>
          )
        }
      >
        <CustomerDiscounts customerId={customerId} />
      </Section>
      <Section id="price" title={t('section.price')} description={t('discounts.whyHint')}>
        <WhyPrice customerId={customerId} />
      </Section>
    </>
  );
}
