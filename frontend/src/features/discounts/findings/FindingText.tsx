import { useTranslation } from 'react-i18next';
import { FindingKind, type DiscountFinding } from '@/gen/kartoteka/v1/discount_service_pb';
import { TextLink } from '@/ui';
import { useShops } from '../lookups/queries';

/** One finding as a sentence, with the way to the other discount that it is about. */
export function FindingText({ finding: { kind, otherId, otherName, shopId } }: { finding: DiscountFinding }) {
  const { t } = useTranslation('discounts');
  const shop = useShops().find(({ id }) => id === shopId)?.name;
  return (
    <>
      {t(`finding.text.${FindingKind[kind]}`)}
      {shop !== undefined && ` ${t('finding.inShop', { shop })}`}
      {otherId !== '' && (
        <>
          {' '}
          <TextLink to="/discounts/$discountId" params={{ discountId: otherId }} inherit td="underline">
            {t('finding.other', { name: otherName || t('unnamed') })}
          </TextLink>
        </>
      )}
    </>
  );
}
