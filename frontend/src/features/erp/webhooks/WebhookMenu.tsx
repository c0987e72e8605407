import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconHistory, IconKey, IconPencil, IconPlayerPause, IconPlayerPlay, IconSend, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import type { Webhook } from '@/gen/kartoteka/v1/webhook_service_pb';
import { HistoryDialog } from '@/records';
import { notify } from '@/ui';
import { DeleteWebhookDialog } from './DeleteWebhookDialog';
import { DeliveriesDialog } from './DeliveriesDialog';
import { EditWebhookDialog } from './EditWebhookDialog';
import { useUpdateWebhook } from './queries';
import { RotateSecretDialog } from './RotateSecretDialog';
import { hostOf } from './state';

type Open = 'deliveries' | 'history' | 'edit' | 'rotate' | 'delete' | undefined;

interface WebhookMenuProps {
  webhook: Webhook;
  canChange: boolean;
  onSecret: (secret: string) => void;
}

/** Whatever else can be done with a webhook; whoever may only look sees its deliveries. */
export function WebhookMenu({ webhook, canChange, onSecret }: WebhookMenuProps) {
  const { t } = useTranslation('erp');
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('webhook.more', { host: hostOf(webhook.url) })}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconSend size={15} aria-hidden />} onClick={() => setOpen('deliveries')}>
            {t('webhook.deliveries')}
          </Menu.Item>
          <Menu.Item leftSection={<IconHistory size={15} aria-hidden />} onClick={() => setOpen('history')}>
            {t('common:history.title')}
          </Menu.Item>
          {canChange && (
            <>
              <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={() => setOpen('edit')}>
                {t('webhook.edit')}
              </Menu.Item>
              <EnableItem webhook={webhook} />
              <Menu.Item leftSection={<IconKey size={15} aria-hidden />} onClick={() => setOpen('rotate')}>
                {t('webhook.rotate')}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item color="red" leftSection={<IconTrash size={15} aria-hidden />} onClick={() => setOpen('delete')}>
                {t('webhook.delete')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <HistoryDialog subject={HistorySubject.WEBHOOK} id={webhook.id} name={hostOf(webhook.url)} opened={open === 'history'} onClose={close} />
      <DeliveriesDialog webhook={webhook} opened={open === 'deliveries'} onClose={close} />
      <EditWebhookDialog webhook={webhook} opened={open === 'edit'} onClose={close} />
      <RotateSecretDialog webhook={webhook} opened={open === 'rotate'} onClose={close} onSecret={onSecret} />
      <DeleteWebhookDialog webhook={webhook} opened={open === 'delete'} onClose={close} />
    </>
  );
}

function EnableItem({ webhook: { id, etag, enabled } }: { webhook: Webhook }) {
  const { t } = useTranslation('erp');
  const update = useUpdateWebhook();
  const Icon = enabled ? IconPlayerPause : IconPlayerPlay;

  function toggle() {
    update.mutate(
      { webhook: { id, etag, enabled: !enabled }, updateMask: { paths: ['enabled'] } },
      { onSuccess: () => notify.success(t(enabled ? 'webhook.disabled' : 'webhook.enabled')), onError: notify.failure },
    );
  }

  return (
    <Menu.Item leftSection={<Icon size={15} aria-hidden />} onClick={toggle}>
      {t(enabled ? 'webhook.disable' : 'webhook.enable')}
    </Menu.Item>
  );
}
