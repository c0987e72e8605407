import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DiscountOrigin } from '@/gen/kartoteka/v1/discount_pb';
import { DiscountState } from '@/gen/kartoteka/v1/discount_service_pb';
import { useDiscounts } from '../queries';
import { DiscountBlock } from './DiscountBlock';
import classes from './sections.module.css';

const FEW = 10;
const standing = [DiscountState.ACTIVE, DiscountState.UPCOMING];

/** What every member of the group gets, from the shop and from the ERP apart (DISC-2). */
export function GroupDiscounts({ groupId }: { groupId: string }) {
  const { t } = useTranslation('discounts');
  const own = useDiscounts({ groupId, states: standing, origin: DiscountOrigin.SHOP }, FEW);
  const fromErp = useDiscounts({ groupId, states: standing, origin: DiscountOrigin.ERP }, FEW);
  return (
    <div>
      <DiscountBlock title={t('sections.shop')} discounts={own} empty={t('sections.noneOwn')} />
      <DiscountBlock title={t('sections.erp')} discounts={fromErp} isLocked />
      <Text size="xs" c="dimmed" className={classes.note}>
        {t('sections.standing')}
      </Text>
    </div>
  );
}
