import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CustomerCoupons } from '@/features/coupons/public';
import { DiscountOrigin } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountState } from '@/gen/kartoteka/v1/discount_service_pb';
import { useDiscounts } from '../queries';
import { DiscountBlock } from './DiscountBlock';
import classes from './sections.module.css';

const FEW = 10;
/** What was, is for the list of discounts; here is what counts or will. */
const standing = [DiscountState.ACTIVE, DiscountState.UPCOMING];

/** What the customer gets: of its own from the shop and from the ERP apart (DISC-2), through groups and with everyone, and by coupon. */
export function CustomerDiscounts({ customerId }: { customerId: string }) {
  const { t } = useTranslation('discounts');
  const own = useDiscounts({ customerId, states: standing, origin: DiscountOrigin.SHOP }, FEW);
  const fromErp = useDiscounts({ customerId, states: standing, origin: DiscountOrigin.ERP }, FEW);
  const inherited = useDiscounts({ customerId, states: standing, inherited: true }, FEW);
  return (
    <div>
      <DiscountBlock title={t('sections.shop')} discounts={own} empty={t('sections.noneOwn')} />
      <DiscountBlock title={t('sections.erp')} discounts={fromErp} isLocked />
      <DiscountBlock title={t('sections.inherited')} discounts={inherited} empty={t('sections.noneInherited')} withTarget withOrigin />
      <CustomerCoupons customerId={customerId} />
      <Text size="xs" c="dimmed" className={classes.note}>
        {t('sections.standing')}
      </Text>
    </div>
  );
}
