import { useTranslation } from 'react-i18next';
import { useShops } from '@/features/shops/public';
import type { Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { EditForm, useEditForm } from '@/records';
import { CouponFields } from './CouponFields';
import { useLatestCoupon, useUpdateCoupon } from './queries';
import { useCouponFacts } from './useCouponFacts';
import { couponMessage, couponValues, problemsIn } from './values';

export function CouponForm({ coupon, close }: { coupon: Coupon; close: () => void }) {
  const { t } = useTranslation('coupons');
  const currency = useShops()[0]?.currency ?? 'EUR';
  const update = useUpdateCoupon();
  const edit = useEditForm({
    facts: useCouponFacts(),
    record: coupon,
    loadLatest: useLatestCoupon(coupon.id),
    prefix: 'coupon',
    name: t('section'),
    valuesOf: (record: Coupon) => couponValues(record, currency),
    toMessage: couponMessage,
    check: problemsIn,
    save: (change, updateMask) => update.mutateAsync({ coupon: change, updateMask }),
    done: t('saved'),
    close,
  });
  return (
    <EditForm edit={edit}>
      <CouponFields form={edit.form} />
    </EditForm>
  );
}
