import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { QuoteRequestSchema } from '@/gen/kartoteka/v1/pricing_service_pb';
import type { Shop } from '@/gen/kartoteka/v1/shop_service_pb';
import type { FieldFailure } from '@/rpc/errors';
import { momentOf } from './moment';

export const MOST_LINES = 20;
export const MOST_OF_CODE = 50;

export interface QuestionLine {
  /** Tells lines apart on the screen: a product may stand on several. */
  key: number;
  sku: string;
  quantity: string;
}

export interface Question {
  lines: readonly QuestionLine[];
  /** '' for the first shop. */
  shopId: string;
  /** What clocks in the shop show, such as "2026-11-22T12:00"; '' for now. */
  moment: string;
  /** '' for none. */
  couponCode: string;
}

export const firstQuestion: Question = { lines: [{ key: 0, sku: '', quantity: '1' }], shopId: '', moment: '', couponCode: '' };

export function shopOf({ shopId }: Question, shops: readonly Shop[]): Shop | undefined {
  return shops.find(({ id }) => id === shopId) ?? shops[0];
}

/** The lines that name a product: those that are asked about, in their order. */
export function askedLines({ lines }: Question): QuestionLine[] {
  return lines.filter(({ sku }) => sku !== '');
}

/** What is asked of the server; nothing while no product is chosen. */
export function quoteOf(question: Question, customerId: string, shops: readonly Shop[]): MessageInitShape<typeof QuoteRequestSchema> | undefined {
  const shop = shopOf(question, shops);
  const lines = askedLines(question).map(({ sku, quantity }) => ({ sku, quantity }));
  if (!shop || lines.length === 0) return undefined;
  const moment = momentOf(question.moment, shop.timeZone);
  const couponCode = question.couponCode.trim();
  return { shopId: shop.id, customerId, lines, ...(moment && { asOf: timestampFromDate(moment) }), ...(couponCode !== '' && { couponCode }) };
}

/** What is wrong with an asked line, by its place among the asked ones. */
export function failuresOfLine(fields: readonly FieldFailure[], index: number): FieldFailure[] {
  return fields.filter(({ path }) => new RegExp(`(^|\\.)lines\\.${index}(\\.|$)`).test(path));
}

/** Why the coupon cannot be used. */
export function failureOfCoupon(fields: readonly FieldFailure[]): FieldFailure | undefined {
  return fields.find(({ path }) => /(^|\.)couponCode$/.test(path));
}

/** Whether the form has a place for everything that is wrong. */
export function isSaidInForm(fields: readonly FieldFailure[]): boolean {
  return fields.length > 0 && fields.every(({ path }) => /(^|\.)(lines\.|couponCode$)/.test(path));
}
