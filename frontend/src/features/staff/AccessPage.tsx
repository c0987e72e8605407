import { IconKey, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiKeys } from '@/features/apiKeys/public';
import { param, useListState } from '@/table';
import { Page, PageTabs } from '@/ui';
import { StaffTab } from './StaffTab';

const params = { tab: param.text() };

/** Who may use Kartoteka: people with a password, programs with a key. */
export function AccessPage() {
  const { t } = useTranslation('staff');
  const { state, update } = useListState(params);
  const tab = state.tab === 'keys' ? 'keys' : 'staff';
  return (
    <Page fill={tab === 'staff'} title={t('title')}>
      <PageTabs
        label={t('title')}
        value={tab}
        onChange={(id) => update({ tab: id === 'keys' ? id : '' })}
        tabs={[
          { id: 'staff', label: t('tab.staff'), icon: IconUsers, content: <StaffTab /> },
          { id: 'keys', label: t('tab.keys'), icon: IconKey, content: <ApiKeys /> },
        ]}
      />
    </Page>
  );
}
