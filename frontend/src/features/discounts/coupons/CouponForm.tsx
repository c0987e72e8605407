import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProtoFormBox, useMergingSave, useProtoForm } from '@/forms';
import { CouponSchema, type Coupon } from '@/gen/kartoteka/v1/coupon_service_pb';
import { useFormat } from '@/i18n';
import { notify } from '@/ui';
import { useShops } from '../lookups/queries';
import { refuse } from '../refuse';
import { useDiscountText } from '../useDiscountText';
import { CouponFields } from './CouponFields';
import { useLoadCoupon, useUpdateCoupon } from './queries';
import { couponMessage, couponValues, unfitIn } from './values';

export function CouponForm({ coupon, close }: { coupon: Coupon; close: () => void }) {
  const { t } = useTranslation('discounts');
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
    labelOf: (field) => t(field in base && ['maxUses', 'customerId'].includes(field) ? `coupon.field.${field}` : `field.${field}`),
    show,
  });
  const form = useProtoForm({
    schema: CouponSchema,
    prefix: 'coupon',
    name: t('coupon.section'),
    initialValues: couponValues(base, currency),
    toMessage: couponMessage,
    submit: (change) => {
      refuse(unfitIn(change.values));
      return merging.save(change, ({ message, mask, etag }) => update.mutateAsync({ coupon: { ...message, id: base.id, etag }, updateMask: mask }));
    },
    onSaved: (answer) => {
      if (answer) notify.success(t('coupon.saved'));
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
  const { t } = useTranslation('discounts');
  const text = useDiscountText();
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
        return customerName || t('coupon.anybody');
      default:
        return name || '–';
    }
  };
}
