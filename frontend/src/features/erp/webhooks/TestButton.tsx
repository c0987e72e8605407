import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '@/gen/kartoteka/v1/webhook_service_pb';
import { notify } from '@/ui';
import { DeliveryResult } from './DeliveryResult';
import { useSendTest } from './queries';
import { hostOf } from './state';
import classes from './webhooks.module.css';

/** Sends a poke now; what came of it stays beside the button until the next one. */
export function TestButton({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('erp');
  const send = useSendTest();
  const delivery = send.data?.delivery;
  return (
    <div className={classes.test}>
      <Button
        size="compact-sm"
        variant="default"
        loading={send.isPending}
        leftSection={<IconSend size={14} aria-hidden />}
        aria-label={t('webhook.sendTestTo', { host: hostOf(webhook.url) })}
        onClick={() => send.mutate({ id: webhook.id }, { onError: notify.failure })}
      >
        {t('webhook.sendTest')}
      </Button>
      <span role="status">{delivery && !send.isPending && <DeliveryResult delivery={delivery} />}</span>
    </div>
  );
}
