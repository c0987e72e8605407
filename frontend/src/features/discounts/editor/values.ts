import type { MessageInitShape } from '@bufbuild/protobuf';
import { joinPath, splitPath } from '@/features/products/public';
import type { FieldProblem } from '@/forms';
import type { Discount, DiscountScopeSchema, DiscountTargetSchema } from '@/gen/kartoteka/v1/discount_pb';
import type { DiscountInit } from '../queries';

export type TargetKind = 'customer' | 'group' | 'everyone';
export type ScopeKind = 'everything' | 'category' | 'brand' | 'sku';
export type ReductionKind = 'percent' | 'fixedPrice';

/** What the form of a discount holds: of each choice also what was typed for the others, so that changing one's mind costs nothing. */
export interface DiscountValues {
  name: string;
  targetKind: TargetKind;
  target: { customerId: string; groupId: string };
  scopeKind: ScopeKind;
  /** The category is its path joined, see joinPath. */
  scope: { category: string; brand: string; sku: string };
  reductionKind: ReductionKind;
  percent: string;
  fixedPrice: { amount: string; currency: string };
  minQuantity: string;
  /** '' for the usual one. */
  priority: number | string;
  validFrom: string;
  validTo: string;
}

/** What the server takes when it is told none. */
const USUAL_PRIORITY = 100;

/** What the address may say of a new discount. */
export interface Prefill {
  customer?: string;
  group?: string;
  sku?: string;
}

export function newDiscount({ customer = '', group = '', sku = '' }: Prefill, currency: string): DiscountValues {
  return {
    name: '',
    targetKind: group !== '' || customer === '' ? 'group' : 'customer',
    target: { customerId: customer, groupId: group },
    scopeKind: sku === '' ? 'everything' : 'sku',
    scope: { category: '', brand: '', sku },
    reductionKind: 'percent',
    percent: '',
    fixedPrice: { amount: '', currency },
    minQuantity: '',
    priority: USUAL_PRIORITY,
    validFrom: '',
    validTo: '',
  };
}

export function discountValues(discount: Discount, currency: string): DiscountValues {
  const { name, minQuantity, priority, validFrom, validTo, reduction } = discount;
  const target = discount.target?.target;
  const scope = discount.scope?.scope;
  return {
    name,
    targetKind: target?.case === 'customerId' ? 'customer' : target?.case === 'groupId' ? 'group' : 'everyone',
    target: { customerId: target?.case === 'customerId' ? target.value : '', groupId: target?.case === 'groupId' ? target.value : '' },
    scopeKind: scope?.case ?? 'everything',
    scope: {
      category: scope?.case === 'category' ? joinPath(scope.value.names) : '',
      brand: scope?.case === 'brand' ? scope.value : '',
      sku: scope?.case === 'sku' ? scope.value : '',
    },
    reductionKind: reduction.case ?? 'percent',
    percent: reduction.case === 'percent' ? reduction.value : '',
    fixedPrice: reduction.case === 'fixedPrice' ? { amount: reduction.value.amount, currency: reduction.value.currency } : { amount: '', currency },
    minQuantity: minQuantity === '0' ? '' : minQuantity,
    priority,
    validFrom,
    validTo,
  };
}

export function discountMessage(values: DiscountValues): DiscountInit {
  const { name, minQuantity, priority, validFrom, validTo } = values;
  const reduction = reductionOf(values);
  return {
    name: name.trim(),
    minQuantity: minQuantity === '' ? '0' : minQuantity,
    priority: priority === '' ? USUAL_PRIORITY : Number(priority),
    validFrom,
    validTo,
    ...(reduction && { reduction }),
    target: targetOf(values) ?? {},
    scope: scopeOf(values) ?? {},
  };
}

/** Nothing while nobody is chosen. */
function targetOf({ targetKind, target }: DiscountValues): MessageInitShape<typeof DiscountTargetSchema> | undefined {
  switch (targetKind) {
    case 'everyone':
      return { target: { case: 'everyone', value: true } };
    case 'customer':
      return target.customerId === '' ? undefined : { target: { case: 'customerId', value: target.customerId } };
    case 'group':
      return target.groupId === '' ? undefined : { target: { case: 'groupId', value: target.groupId } };
  }
}

function scopeOf({ scopeKind, scope }: DiscountValues): MessageInitShape<typeof DiscountScopeSchema> | undefined {
  switch (scopeKind) {
    case 'everything':
      return { scope: { case: 'everything', value: true } };
    case 'category':
      return scope.category === '' ? undefined : { scope: { case: 'category', value: { names: splitPath(scope.category) } } };
    case 'brand':
      return scope.brand === '' ? undefined : { scope: { case: 'brand', value: scope.brand } };
    case 'sku':
      return scope.sku === '' ? undefined : { scope: { case: 'sku', value: scope.sku } };
  }
}

/** Nothing while no amount is typed. */
function reductionOf({ reductionKind, percent, fixedPrice }: DiscountValues): DiscountInit['reduction'] {
  switch (reductionKind) {
    case 'percent':
      return percent === '' ? undefined : { case: 'percent', value: percent };
    case 'fixedPrice':
      return fixedPrice.amount === '' ? undefined : { case: 'fixedPrice', value: fixedPrice };
  }
}

/** What a discount cannot do without. */
function missingIn(values: DiscountValues): FieldProblem[] {
  const amount = values.reductionKind === 'percent' ? 'percent' : 'fixedPrice.amount';
  return [
    ...(targetOf(values) ? [] : [{ path: 'target', reason: 'TARGET_REQUIRED' }]),
    ...(scopeOf(values) ? [] : [{ path: 'scope', reason: 'SCOPE_REQUIRED' }]),
    ...(reductionOf(values) ? [] : [{ path: amount, reason: 'AMOUNT_REQUIRED' }]),
  ];
}

/** What the rules of the schema let pass. */
export function problemsIn(values: DiscountValues): FieldProblem[] {
  const { priority } = values;
  return [...missingIn(values), ...(priority !== '' && Number(priority) < 1 ? [{ path: 'priority', reason: 'PRIORITY_INVALID' }] : [])];
}

/** Whether enough is known to ask what the discount would do. */
export function isPreviewable(values: DiscountValues): boolean {
  return missingIn(values).length === 0;
}
