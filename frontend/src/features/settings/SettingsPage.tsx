import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ShopsSection } from '@/features/shops/public';
import { Page } from '@/ui';
import { AccountSection } from './AccountSection';
import { PreferencesSection } from './PreferencesSection';

/** The shops of the business, and what one sets for oneself. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  return (
    <Page narrow title={t('title')}>
      <Stack gap="md">
        <ShopsSection />
        <PreferencesSection />
        <AccountSection />
      </Stack>
    </Page>
  );
}
