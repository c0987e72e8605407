import { useTranslation } from 'react-i18next';
import { ProtoFormBox, useMergingSave, useProtoForm } from '@/forms';
import { FormDialog } from '@/forms/FormDialog';
import { ShopDiscountsSchema, ShopSchema, type Shop } from '@/gen/kartoteka/v1/shop_service_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { notify } from '@/ui';
import { useLoadShop, useUpdateShop } from './queries';
import { ShopFields } from './ShopFields';
import { shopMessage, shopValues, type PricingValues } from './values';

interface EditShopDialogProps {
  /** The shop to edit; the dialog is open while there is one. */
  shop: Shop | undefined;
  onClose: () => void;
}

export function EditShopDialog({ shop, onClose }: EditShopDialogProps) {
  const { t } = useTranslation('shops');
  return (
    <FormDialog opened={shop !== undefined} onClose={onClose} title={t('editTitle')} size="xl">
      {shop && <EditShopForm shop={shop} onClose={onClose} />}
    </FormDialog>
  );
}

function EditShopForm({ shop, onClose }: { shop: Shop; onClose: () => void }) {
  const { t } = useTranslation('shops');
  const update = useUpdateShop();
  const loadShop = useLoadShop();
  const show = useShowField();
  const merging = useMergingSave({
    schema: ShopSchema,
    base: shop,
    loadLatest: () => loadShop(shop.id),
    labelOf: (field) => t(`field.${field}`),
    show,
  });
  const form = useProtoForm({
    schema: ShopSchema,
    prefix: 'shop',
    name: t('editTitle'),
    initialValues: shopValues(shop),
    toMessage: shopMessage,
    submit: (change) =>
      merging.save(change, ({ message, mask, etag }) =>
        update.mutateAsync({ shop: { ...message, id: shop.id, etag }, updateMask: mask }),
      ),
    onSaved: (answer) => {
      if (answer) notify.success(t('saved'));
      onClose();
    },
  });
  return (
    <>
      <ProtoFormBox form={form} onCancel={onClose}>
        <ShopFields form={form} />
      </ProtoFormBox>
      {merging.dialog}
    </>
  );
}

/** One field of a shop in words, for choosing between two versions of it. */
function useShowField() {
  const { t } = useTranslation('shops');
  const format = useFormat();
  const enumLabel = useEnumLabel();
  const pricingText = ({ erpDiscounts, shopDiscounts, floorPercent }: PricingValues) =>
    [
      `${t('pricing.erpDiscounts')}: ${t(erpDiscounts ? 'approval.required' : 'approval.none')}`,
      `${t('pricing.shopDiscounts')}: ${enumLabel(ShopDiscountsSchema, shopDiscounts)}`,
      `${t('pricing.floorPercent')}: ${format.percent(floorPercent)}`,
    ].join('; ');
  return (field: string, shop: Shop) => {
    switch (field) {
      case 'domain':
        return shop.domain || '–';
      case 'country':
        return format.country(shop.country);
      case 'language':
        return format.language(shop.language);
      case 'currency':
        return shop.currency;
      case 'timeZone':
        return shop.timeZone;
      case 'approvalRequired':
        return t(shop.approvalRequired ? 'approval.required' : 'approval.none');
      case 'pricing':
        return pricingText(shopValues(shop).pricing);
      default:
        return shop.name;
    }
  };
}
