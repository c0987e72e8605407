import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShops } from '@/features/shops/public';
import { ProtoFormBox, useMergingSave, useProtoForm } from '@/forms';
import { CouponSchema, type Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { useFormat } from '@/i18n';
import { notify } from '@/ui';
import { useCouponText } from './useCouponText';
import { CouponFields } from './CouponFields';
import { useLoadCoupon, useUpdateCoupon } from './queries';
import { couponMessage, couponValues, problemsIn } from './values';

export function CouponForm({ coupon, close }: { coupon: Coupon; close: () => void }) {
  const { t } = useTranslation('coupons');
  // A refresh of the page must not hide what somebody else saved since the form was opened.
  const [base] = useState(coupon);
  const currency = useShops()[0]?.currency ?? 'EUR';
  const update = useUpdateCoupon();
  const loadCoupon = useLoadCoupon();
  const show = useShowField();
  const merging = useMergingSave({
    schema: CouponSchema,
    base,
    loadLatest: () => loadCoupon(base.id),
    labelOf: (field) => t(`field.${field}`),
    show,
  });
  const form = useProtoForm({
    schema: CouponSchema,
    prefix: 'coupon',
    name: t('section'),
    initialValues: couponValues(base, currency),
    toMessage: couponMessage,
    check: problemsIn,
    submit: (change) =>
      merging.save(change, ({ message, mask, etag }) => update.mutateAsync({ coupon: { ...message, id: base.id, etag }, updateMask: mask })),
    onSaved: (answer) => {
      if (answer) notify.success(t('saved'));
      close();
    },
  });
  return (
    <>
      <ProtoFormBox form={form} onCancel={close}>
        <CouponFields form={form} />
      </ProtoFormBox>
      {merging.dialog}
    </>
  );
}

/** One field of a coupon in words, for choosing between two versions of it. */
function useShowField() {
  const { t } = useTranslation('coupons');
  const text = useCouponText();
  const format = useFormat();
  return (field: string, { reduction, validFrom, validTo, maxUses, customerName, name }: Coupon): string => {
    switch (field) {
      case 'percent':
      case 'amount':
        return reduction.case === field ? text.reduction(reduction) : '–';
      case 'validFrom':
        return format.day(validFrom);
      case 'validTo':
        return format.day(validTo);
      case 'maxUses':
        return maxUses === undefined ? '–' : format.number(maxUses);
      case 'customerId':
        return customerName || t('anybody');
      default:
        return name || '–';
    }
  };
}
