import { useTranslation } from 'react-i18next';
import { Page } from '@/ui';

export function SettingsPage() {
  const { t } = useTranslation('common');
  return <Page title={t('nav.settings')}>{null}</Page>;
}
