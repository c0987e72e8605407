import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { EmptyState } from '@/ui';
import { ApiKeysSection } from './ApiKeysSection';

export function ApiKeysTab() {
  const { t } = useTranslation('access');
  if (useCan(Permission.API_KEYS)) return <ApiKeysSection />;
  return <EmptyState icon={<IconLock size={26} stroke={1.5} />} title={t('keys.denied')} description={t('keys.deniedHint')} />;
}
