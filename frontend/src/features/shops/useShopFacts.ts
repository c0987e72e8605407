import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ShopDiscountsSchema, ShopSchema } from '@/gen/kartoteka/v1/shop_service_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { useFacts, type Shows } from '@/records';
import { shopValues } from './values';

export function useShopFacts() {
  const { t } = useTranslation('shops');
  const format = useFormat();
  const enumLabel = useEnumLabel();
  const shows = useMemo<Shows<typeof ShopSchema>>(() => {
    const approvalText = (isNeeded: boolean) => t(isNeeded ? 'approval.required' : 'approval.none');
    return {
      approvalRequired: ({ approvalRequired }) => approvalText(approvalRequired),
      pricing: (shop) => {
        const { erpDiscounts, shopDiscounts, floorPercent } = shopValues(shop).pricing;
        return [
          `${t('pricing.erpDiscounts')}: ${approvalText(erpDiscounts)}`,
          `${t('pricing.shopDiscounts')}: ${enumLabel(ShopDiscountsSchema, shopDiscounts)}`,
          `${t('pricing.floorPercent')}: ${format.percent(floorPercent)}`,
        ].join('; ');
      },
    };
  }, [t, format, enumLabel]);
  return useFacts(ShopSchema, 'shops', shows);
}
