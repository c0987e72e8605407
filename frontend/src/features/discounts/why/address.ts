import { param, type Param, type StateOf } from '@/table';
import { firstQuestion, MOST_LINES, MOST_OF_CODE, type Question } from './question';

/** "10 SAW-5": the quantity as it was typed, and the SKU. */
const LINE = /^([\d.]{0,15}) (.{1,100})$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** A text for each line. A product may stand on several. */
const lines: Param<string[]> = {
  empty: [],
  read: (raw) => raw.filter((text) => LINE.test(text)).slice(0, MOST_LINES),
  write: (texts) => texts,
};

/** What the address keeps of the question, so that Back asks it again. Nothing in it tells of a person. */
export const params = { line: lines, shop: param.id(), at: param.text(), coupon: param.text() };

type Asked = StateOf<typeof params>;

/** An address may hold anything; what is no part of a question is left out. */
export function questionOf({ line, shop, at, coupon }: Asked): Question {
  const asked = line.map((text, key) => {
    const [, quantity = '', sku = ''] = LINE.exec(text) ?? [];
    return { key, sku, quantity };
  });
  return {
    lines: asked.length > 0 ? asked : firstQuestion.lines,
    shopId: shop,
    moment: MOMENT.test(at) ? at : '',
    couponCode: coupon.slice(0, MOST_OF_CODE),
  };
}

/** Lines without a product are not kept. */
export function askedOf({ lines: all, shopId, moment, couponCode }: Question): Asked {
  const line = all.map(({ quantity, sku }) => `${quantity} ${sku}`).filter((text) => LINE.test(text));
  return { line, shop: shopId, at: moment, coupon: couponCode };
}
