import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Coupon, CouponSchema } from '@/gen/kartoteka/v1/coupon_service_pb';
import type { FieldProblem } from '@/forms';

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
  const { code, name, validFrom, validTo, maxUses, customerId } = values;
  const reduction = reductionOf(values);
  return {
    code: code.trim(),
    name: name.trim(),
    ...(reduction && { reduction }),
    validFrom,
    validTo,
    customerId,
    ...(maxUses === '' ? {} : { maxUses: Number(maxUses) }),
  };
}

/** Nothing while no amount is typed. */
function reductionOf({ kind, percent, amount }: CouponValues): MessageInitShape<typeof CouponSchema>['reduction'] {
  switch (kind) {
    case 'percent':
      return percent === '' ? undefined : { case: 'percent', value: percent };
    case 'amount':
      return amount.amount === '' ? undefined : { case: 'amount', value: amount };
  }
}

/** What the rules of the schema let pass: the parts that a coupon cannot do without. */
export function problemsIn(values: CouponValues): FieldProblem[] {
  return [
    ...(values.code.trim() === '' ? [{ path: 'code', reason: 'REQUIRED' }] : []),
    ...(reductionOf(values) ? [] : [{ path: values.kind === 'percent' ? 'percent' : 'amount.amount', reason: 'AMOUNT_REQUIRED' }]),
  ];
}
