import { Fieldset, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EnumRadioField, PercentField, SwitchField, type ProtoForm } from '@/forms';
import { hintBelow } from '@/forms/hintBelow';
import { ShopDiscounts, ShopDiscountsSchema } from '@/gen/kartoteka/v1/shop_service_pb';
import type { ShopValues } from './values';

/** Which discounts count in the shop, and how far they go (DISC-3). */
export function PricingFields({ form }: { form: ProtoForm<ShopValues> }) {
  const { t } = useTranslation('shops');
  return (
    <Fieldset legend={t('field.pricing')}>
      <Stack gap="md">
        <SwitchField form={form} name="pricing.erpDiscounts" label={t('pricing.erpDiscounts')} description={t('pricing.erpDiscountsHint')} />
        <EnumRadioField
          form={form}
          name="pricing.shopDiscounts"
          label={t('pricing.shopDiscounts')}
          desc={ShopDiscountsSchema}
          describe={(value) => t(`pricing.stacking.${ShopDiscounts[value] ?? 'ONE'}`)}
        />
        <PercentField
          form={form}
          name="pricing.floorPercent"
          label={t('pricing.floorPercent')}
          description={t('pricing.floorPercentHint')}
          inputWrapperOrder={hintBelow}
          maw={320}
        />
      </Stack>
    </Fieldset>
  );
}
