import { useTranslation } from 'react-i18next';
import { Page } from '@/ui';

export function ErpPage() {
  const { t } = useTranslation('common');
  return <Page title={t('nav.erp')}>{null}</Page>;
}

export function SourcePage() {
  const { t } = useTranslation('common');
  return <Page title={t('nav.erp')}>{null}</Page>;
}
