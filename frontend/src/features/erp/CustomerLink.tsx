import { useTranslation } from 'react-i18next';
import { TextLink } from '@/ui';

/** The way to a customer whose name the page does not know: rejects and snapshots hold no personal data. */
export function CustomerLink({ customerId }: { customerId: string }) {
  const { t } = useTranslation('erp');
  return (
    <TextLink to="/customers/$customerId" params={{ customerId }} inherit>
      {t('rejects.openCustomer')}
    </TextLink>
  );
}
