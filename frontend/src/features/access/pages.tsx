import { useTranslation } from 'react-i18next';
import { Page } from '@/ui';

export function AccessPage() {
  const { t } = useTranslation('common');
  return <Page title={t('nav.access')}>{null}</Page>;
}
