import { Tabs } from '@mantine/core';
import { IconKey, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { param, useListState } from '@/table';
import { Page } from '@/ui';
import classes from './access.module.css';
import { ApiKeysTab } from './ApiKeysTab';
import { StaffTab } from './StaffTab';

const params = { tab: param.text() };

/** Who may use Kartoteka: people with a password, programs with a key. */
export function AccessPage() {
  const { t } = useTranslation('access');
  const { state, update } = useListState(params);
  const tab = state.tab === 'keys' ? 'keys' : 'staff';
  return (
    <Page fill={tab === 'staff'} title={t('title')}>
      <Tabs
        value={tab}
        onChange={(value) => update({ tab: value === 'keys' ? 'keys' : '' })}
        keepMounted={false}
        className={classes.tabs}
        classNames={{ panel: classes.panel }}
      >
        <Tabs.List mb="md" aria-label={t('title')}>
          <Tabs.Tab value="staff" leftSection={<IconUsers size={16} aria-hidden />}>
            {t('tab.staff')}
          </Tabs.Tab>
          <Tabs.Tab value="keys" leftSection={<IconKey size={16} aria-hidden />}>
            {t('tab.keys')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="staff">
          <StaffTab />
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <ApiKeysTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
