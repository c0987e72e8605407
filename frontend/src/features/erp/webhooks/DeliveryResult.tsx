import { useTranslation } from 'react-i18next';
import type { WebhookDelivery } from '@/gen/kartoteka/v1/webhook_service_pb';
import { StatusBadge } from '@/ui';
import classes from '../erp.module.css';
import { formatDuration } from '../runs/duration';

/** What came of a poke: the status or the reason, and how long it took. */
export function DeliveryResult({ delivery: { reason, httpStatus, latencyMs } }: { delivery: WebhookDelivery }) {
  const { t, i18n } = useTranslation('erp');
  const text = t(`webhook.reason.${reason || 'OK'}`, { defaultValue: reason });
  return (
    <>
      <StatusBadge tone={reason === '' ? 'positive' : 'negative'}>{text}</StatusBadge>
      <span className={classes.small}>
        {httpStatus > 0 && `HTTP ${httpStatus} · `}
        {formatDuration(i18n.language, latencyMs)}
      </span>
    </>
  );
}
