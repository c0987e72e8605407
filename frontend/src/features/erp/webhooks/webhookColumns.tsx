import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '@/gen/kartoteka/v1/webhook_service_pb';
import type { PlainColumn } from '@/table/PlainTable';
import classes from '../erp.module.css';
import { StateCell } from './StateCell';
import { TestButton } from './TestButton';
import { WebhookMenu } from './WebhookMenu';

interface WebhookColumnsOptions {
  canChange: boolean;
  /** A new secret is there to be shown. */
  onSecret: (secret: string) => void;
}

export function useWebhookColumns({ canChange, onSecret }: WebhookColumnsOptions): PlainColumn<Webhook>[] {
  const { t } = useTranslation('erp');
  return useMemo(() => {
    const columns: PlainColumn<Webhook>[] = [
      { id: 'url', header: t('webhook.url'), cell: ({ url }) => <span className={classes.mono}>{url}</span>, card: 'title' },
      { id: 'state', header: t('webhook.state'), cell: (webhook) => <StateCell webhook={webhook} />, width: 260 },
    ];
    if (canChange) columns.push({ id: 'test', header: t('webhook.test'), cell: (webhook) => <TestButton webhook={webhook} />, width: 240 });
    return [
      ...columns,
      {
        id: 'more',
        header: t('webhook.actions'),
        isHeaderHidden: true,
        width: 56,
        align: 'end',
        cell: (webhook) => <WebhookMenu webhook={webhook} canChange={canChange} onSecret={onSecret} />,
      },
    ];
  }, [t, canChange, onSecret]);
}
