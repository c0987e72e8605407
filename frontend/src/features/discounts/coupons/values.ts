import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Coupon, CouponSchema } from '@/gen/kartoteka/v1/coupon_service_pb';

export type CouponKind = 'percent' | 'amount';

/** What the form of a coupon holds. */
export interface CouponValues {
  code: string;
  name: string;
  kind: CouponKind;
  percent: string;
  amount: { amount: string; currency: string };
  validFrom: string;
  validTo: string;
  /** '' for any number of times. */
  maxUses: number | string;
  /** '' for anybody. */
  customerId: string;
}

export function newCoupon(customerId: string, currency: string): CouponValues {
  return { code: '', name: '', kind: 'percent', percent: '', amount: { amount: '', currency }, validFrom: '', validTo: '', maxUses: '', customerId };
}

export function couponValues(coupon: Coupon, currency: string): CouponValues {
  const { code, name, validFrom, validTo, maxUses, customerId, reduction } = coupon;
  return {
    code,
    name,
    kind: reduction.case ?? 'percent',
    percent: reduction.case === 'percent' ? reduction.value : '',
    amount: reduction.case === 'amount' ? { amount: reduction.value.amount, currency: reduction.value.currency } : { amount: '', currency },
    validFrom,
    validTo,
    maxUses: maxUses ?? '',
    customerId,
  };
}

export function couponMessage(values: CouponValues): MessageInitShape<typeof CouponSchema> {
  const { code, name, kind, percent, amount, validFrom, validTo, maxUses, customerId } = values;
  return {
    code: code.trim(),
    name: name.trim(),
    reduction: kind === 'percent' ? { case: 'percent', value: percent } : { case: 'amount', value: amount },
    validFrom,
    validTo,
    customerId,
    ...(maxUses === '' ? {} : { maxUses: Number(maxUses) }),
  };
}
