import type { DiscountTarget } from '@/gen/kartoteka/v1/discount_pb';
import { TextLink } from '@/ui';
import { useDiscountText } from './useDiscountText';

/** Who gets a discount, and the way to them. */
export function TargetLink({ target }: { target: DiscountTarget | undefined }) {
  const name = useDiscountText().target(target);
  switch (target?.target.case) {
    case 'customerId':
      return (
        <TextLink to="/customers/$customerId" params={{ customerId: target.target.value }} inherit>
          {name}
        </TextLink>
      );
    case 'groupId':
      return (
        <TextLink to="/groups/$groupId" params={{ groupId: target.target.value }} inherit>
          {name}
        </TextLink>
      );
    default:
      return name;
  }
}
