import { useTranslation } from 'react-i18next';
import { Page } from '@/ui';

export function GroupsPage() {
  const { t } = useTranslation('common');
  return <Page title={t('nav.groups')}>{null}</Page>;
}

export function GroupPage() {
  const { t } = useTranslation('common');
  return <Page title={t('nav.groups')}>{null}</Page>;
}
