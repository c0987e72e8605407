import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useShops } from '@/features/shops/public';
import { ProtoFormBox, useProtoForm } from '@/forms';
import { FormDialog } from '@/forms/FormDialog';
import { CouponSchema } from '@/gen/kartoteka/v1/coupon_service_pb';
import { notify } from '@/ui';
import { CouponFields } from './CouponFields';
import { useCreateCoupon } from './queries';
import { couponMessage, newCoupon, problemsIn } from './values';

interface CreateCouponDialogProps {
  opened: boolean;
  onClose: () => void;
  /** Whom the coupon is for, to begin with; empty for anybody. */
  customerId: string;
}

export function CreateCouponDialog({ opened, onClose, customerId }: CreateCouponDialogProps) {
  const { t } = useTranslation('coupons');
  return (
    <FormDialog opened={opened} onClose={onClose} title={t('new')} size="xl">
      <CreateCouponForm onClose={onClose} customerId={customerId} />
    </FormDialog>
  );
}

function CreateCouponForm({ onClose, customerId }: Omit<CreateCouponDialogProps, 'opened'>) {
  const { t } = useTranslation('coupons');
  const navigate = useNavigate();
  const create = useCreateCoupon();
  const currency = useShops()[0]?.currency ?? 'EUR';
  const form = useProtoForm({
    schema: CouponSchema,
    prefix: 'coupon',
    name: t('new'),
    initialValues: newCoupon(customerId, currency),
    toMessage: couponMessage,
    check: problemsIn,
    submit: ({ message }) => create.mutateAsync({ coupon: message }),
    onSaved: ({ coupon }) => {
      onClose();
      if (!coupon) return;
      notify.success(t('created', { code: coupon.code }));
      void navigate({ to: '/discounts/coupons/$couponId', params: { couponId: coupon.id } });
    },
  });
  return (
    <ProtoFormBox form={form} onCancel={onClose} submitLabel={t('submit')}>
      <CouponFields form={form} isNew />
    </ProtoFormBox>
  );
}
