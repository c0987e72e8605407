import { useTranslation } from 'react-i18next';
import { useCustomer } from '@/features/customers/public';
import { TextLink } from '@/ui';

/** The way to a customer. Rejects and snapshots hold no personal data, so the name is asked for: few are in sight at a time. */
export function CustomerLink({ customerId }: { customerId: string }) {
  const { t } = useTranslation('erp');
  const customer = useCustomer(customerId).data?.customer;
  return (
    <TextLink to="/customers/$customerId" params={{ customerId }} inherit>
      {customer ? `${customer.name} (${customer.number})` : t('rejects.openCustomer')}
    </TextLink>
  );
}
