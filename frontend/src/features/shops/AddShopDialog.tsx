import { useTranslation } from 'react-i18next';
import { ProtoFormBox, useProtoForm } from '@/forms';
import { FormDialog } from '@/forms/FormDialog';
import { ShopSchema, type Shop } from '@/gen/kartoteka/v1/shop_service_pb';
import { notify } from '@/ui';
import { useCreateShop } from './queries';
import { ShopFields } from './ShopFields';
import { newShop, shopMessage } from './values';

interface AddShopDialogProps {
  opened: boolean;
  onClose: () => void;
  /** The shop from which country, language, currency and time zone are taken. */
  like: Shop | undefined;
}

export function AddShopDialog({ opened, onClose, like }: AddShopDialogProps) {
  const { t } = useTranslation('shops');
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('addTitle')} size="xl">
      <AddShopForm onClose={onClose} like={like} />
    </FormDialog>
  );
}

function AddShopForm({ onClose, like }: Omit<AddShopDialogProps, 'opened'>) {
  const { t } = useTranslation('shops');
  const create = useCreateShop();
  const form = useProtoForm({
    schema: ShopSchema,
    prefix: 'shop',
    name: t('addTitle'),
    initialValues: newShop(like),
    toMessage: shopMessage,
    submit: ({ message }) => create.mutateAsync({ shop: message }),
    onSaved: ({ shop }) => {
      notify.success(t('added', { name: shop?.name ?? '' }));
      onClose();
    },
  });
  return (
    <ProtoFormBox form={form} onCancel={onClose} submitLabel={t('submit')}>
      <ShopFields form={form} isNew />
    </ProtoFormBox>
  );
}
