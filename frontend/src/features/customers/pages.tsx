import { useTranslation } from 'react-i18next';
import { Page } from '@/ui';

export function CustomersPage() {
  const { t } = useTranslation('common');
  return <Page title={t('nav.customers')}>{null}</Page>;
}

export function NewCustomerPage() {
  const { t } = useTranslation('common');
  return <Page title={t('nav.customers')}>{null}</Page>;
}

export function CustomerPage() {
  const { t } = useTranslation('common');
  return <Page title={t('nav.customers')}>{null}</Page>;
}
