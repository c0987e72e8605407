import { useTranslation } from 'react-i18next';
import { useShops } from '@/features/shops/public';
import { FindingKind, type DiscountFinding } from '@/gen/kartoteka/v1/discount_service_pb';
import { TextLink } from '@/ui';
import { OriginBadge } from '../DiscountBadges';
import { useDiscountText } from '../useDiscountText';

/** One finding as a sentence, with the way to the other discount that it is about. */
export function FindingText({ finding: { kind, other, shopId } }: { finding: DiscountFinding }) {
  const { t } = useTranslation('discounts');
  const text = useDiscountText();
  const shop = useShops().find(({ id }) => id === shopId)?.name;
  return (
    <>
      {t(`finding.text.${FindingKind[kind]}`)}
      {shop !== undefined && ` ${t('finding.inShop', { shop })}`}
      {other && (
        <>
          {' '}
          <TextLink to="/discounts/$discountId" params={{ discountId: other.id }} inherit td="underline">
            {t('finding.other', { name: text.title(other) })}
          </TextLink>{' '}
          <OriginBadge discount={other} />
        </>
      )}
    </>
  );
}
