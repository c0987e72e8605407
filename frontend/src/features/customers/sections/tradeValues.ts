import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Customer, CustomerSchema } from '@/gen/kartoteka/v1/customer_pb';

export interface TradeValues {
  priceLevel: string;
  /** '' while no terms are agreed: no terms are not zero days. */
  paymentTermsDays: number | '';
  /** An empty amount is no limit; a limit of 0 is one. */
  creditLimit: { amount: string; currency: string };
  currency: string;
  paymentMethods: string[];
}

/** A limit that is yet to be typed starts in the customer's currency, or the shop's. */
export function tradeValues(customer: Customer, shopCurrency: string): TradeValues {
  const { priceLevel, paymentTermsDays, creditLimit, currency, paymentMethods } = customer;
  return {
    priceLevel,
    paymentTermsDays: paymentTermsDays ?? '',
    creditLimit: { amount: creditLimit?.amount ?? '', currency: (creditLimit?.currency ?? currency) || shopCurrency },
    currency,
    paymentMethods,
  };
}

export function tradeMessage({ paymentTermsDays, creditLimit, ...values }: TradeValues): MessageInitShape<typeof CustomerSchema> {
  return {
    ...values,
    ...(paymentTermsDays === '' ? {} : { paymentTermsDays }),
    ...(creditLimit.amount === '' ? {} : { creditLimit }),
  };
}
