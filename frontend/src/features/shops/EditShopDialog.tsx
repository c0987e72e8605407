import { useTranslation } from 'react-i18next';
import { FormDialog } from '@/forms/FormDialog';
import type { Shop } from '@/gen/kartoteka/v1/shop_service_pb';
import { EditForm, useEditForm } from '@/records';
import { useLatestShop, useUpdateShop } from './queries';
import { ShopFields } from './ShopFields';
import { useShopFacts } from './useShopFacts';
import { shopMessage, shopValues } from './values';

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
  const edit = useEditForm({
    facts: useShopFacts(),
    record: shop,
    loadLatest: useLatestShop(shop.id),
    prefix: 'shop',
    name: t('editTitle'),
    valuesOf: shopValues,
    toMessage: shopMessage,
    save: (change, updateMask) => update.mutateAsync({ shop: change, updateMask }),
    done: t('saved'),
    close: onClose,
  });
  return (
    <EditForm edit={edit}>
      <ShopFields form={edit.form} />
    </EditForm>
  );
}
