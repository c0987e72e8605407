import { Alert, Button } from '@mantine/core';
import { IconHistory, IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useSession } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { EmptyState, Page } from '@/ui';
import { newDraft } from './draft';
import { draftStore } from './draftStore';
import { Wizard } from './Wizard';

/** Adds a customer in three steps (CUST-1). */
export function NewCustomerPage() {
  const { t } = useTranslation('customers');
  const canWrite = useCan(Permission.CUSTOMERS_WRITE);
  return (
    <Page narrow title={t('new.title')} breadcrumb={[{ label: t('title'), to: '/customers' }]}>
      {canWrite ? <Resumed /> : <EmptyState icon={<IconLock size={26} stroke={1.5} />} title={t('reasons:PERMISSION_DENIED')} />}
    </Page>
  );
}

/** Goes on where the person left off in this tab, and says so. */
function Resumed() {
  const { t } = useTranslation('customers');
  const staffId = useSession().staff?.id ?? '';
  const [stored, setStored] = useState(() => draftStore.load(staffId));
  const [fresh, setFresh] = useState(newDraft);

  function startOver() {
    setStored(undefined);
    setFresh(newDraft());
  }

  const draft = stored ?? fresh;
  return (
    <>
      {stored && (
        <Alert color="blue" mb="md" icon={<IconHistory size={18} aria-hidden />} role="status">
          {t('new.restored')}{' '}
          <Button size="compact-sm" variant="default" onClick={startOver}>
            {t('new.startOver')}
          </Button>
        </Alert>
      )}
      <Wizard key={draft.requestId} staffId={staffId} initial={draft} />
    </>
  );
}
