import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { Webhook } from '@/gen/kartoteka/v1/webhook_service_pb';
import { TableSection } from '@/records';
import { EmptyState, SecretDialog } from '@/ui';
import { useWebhookColumns } from './webhookColumns';
import { AddWebhookDialog } from './AddWebhookDialog';
import { useWebhooks } from './queries';
import { webhookState } from './state';

const webhookId = (webhook: Webhook) => webhook.id;
const isDisabled = (webhook: Webhook) => webhookState(webhook) === 'disabled';

/** The addresses of the ERP that are told when there is something to collect. */
export function WebhooksSection({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('erp');
  const query = useWebhooks(sourceId);
  const canChange = useCan(Permission.SOURCES_WRITE);
  const [isAdding, adding] = useDisclosure(false);
  const [secret, setSecret] = useState<string>();
  const columns = useWebhookColumns({ canChange, onSecret: setSecret });
  const webhooks = query.data?.webhooks ?? [];
  const isEmpty = webhooks.length === 0;
  const addButton = canChange && (
    <Button size="xs" variant={isEmpty ? 'filled' : 'default'} leftSection={<IconPlus size={15} aria-hidden />} onClick={adding.open}>
      {t('webhook.add')}
    </Button>
  );
  return (
    <>
      <TableSection
        id="webhooks"
        title={t('section.webhooks')}
        description={t('webhook.explain')}
        columns={columns}
        rows={webhooks}
        rowId={webhookId}
        isMuted={isDisabled}
        query={query}
        actions={!isEmpty && addButton}
        empty={
          <EmptyState compact icon={<IconWebhook size={24} stroke={1.5} />} title={t('webhook.empty')} description={t('webhook.emptyHint')} action={addButton} />
        }
      />
      <AddWebhookDialog
        opened={isAdding}
        onClose={adding.close}
        sourceId={sourceId}
        onAdded={(made) => {
          adding.close();
          setSecret(made);
        }}
      />
      <SecretDialog secret={secret} title={t('webhook.secretTitle')} onClose={() => setSecret(undefined)}>
        {t('webhook.secretExplain')}
      </SecretDialog>
    </>
  );
}
