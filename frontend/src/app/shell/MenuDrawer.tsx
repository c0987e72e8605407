import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Navigation } from './Navigation';
import { StaffMenu } from './StaffMenu';

/** The menu of a phone. */
export function MenuDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('common');
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size="min(20rem, 88vw)" title={t('nav.menu')} padding="md">
      <Navigation onNavigate={onClose} />
      <div style={{ height: '1.5rem' }} />
      <StaffMenu />
    </Drawer>
  );
}
