import type { Discount } from '@/gen/kartoteka/v1/discount_pb';
import { FactList } from '@/records';
import { RelativeTime } from '@/ui';
import { TargetLink } from '../TargetLink';
import { useDiscountFacts } from '../useDiscountFacts';

/** A discount while nobody edits it. */
export function DiscountFacts({ discount }: { discount: Discount }) {
  const { target, endTime, externalId, updateTime } = discount;
  return (
    <FactList
      facts={useDiscountFacts()}
      record={discount}
      fields={[
        'target',
        'scope',
        'reduction',
        'minQuantity',
        'priority',
        'validity',
        'createTime',
        'updateTime',
        ...(endTime ? ['endTime'] : []),
        ...(externalId ? ['externalId'] : []),
      ]}
      values={{ target: <TargetLink target={target} />, updateTime: <RelativeTime value={updateTime} /> }}
    />
  );
}
