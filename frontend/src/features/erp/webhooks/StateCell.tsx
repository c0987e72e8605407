import { timestampDate } from '@bufbuild/protobuf/wkt';
import { useTranslation } from 'react-i18next';
import { WebhookDisabledReason, WebhookDisabledReasonSchema, type Webhook } from '@/gen/kartoteka/v1/webhook_service_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { StatusBadge, type Tone } from '@/ui';
import classes from '../erp.module.css';
import { webhookState, type WebhookState } from './state';

const tones: Record<WebhookState, Tone> = { active: 'positive', failing: 'waiting', disabled: 'neutral' };

/** How a webhook does; what the server has disabled by itself is not to be overlooked. */
export function StateCell({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('erp');
  const state = webhookState(webhook);
  const isOurDoing = state === 'disabled' && webhook.disabledReason !== WebhookDisabledReason.STAFF;
  return (
    <>
      <StatusBadge tone={isOurDoing ? 'negative' : tones[state]}>{t(`webhook.stateName.${state}`)}</StatusBadge>
      <StateDetail webhook={webhook} />
    </>
  );
}

function StateDetail({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  const label = useEnumLabel();
  const { failingSince, disableTime, disabledReason, previousSecretExpireTime } = webhook;
  switch (webhookState(webhook)) {
    case 'failing':
      return <span className={classes.small}>{t('webhook.failingSince', { since: format.relative(failingSince) })}</span>;
    case 'disabled':
      return (
        <span className={classes.small}>
          {label(WebhookDisabledReasonSchema, disabledReason)} · {format.date(disableTime)}
        </span>
      );
    default:
      if (!previousSecretExpireTime || timestampDate(previousSecretExpireTime) <= new Date()) return null;
      return <span className={classes.small}>{t('webhook.previousUntil', { until: format.dateTime(previousSecretExpireTime) })}</span>;
  }
}
