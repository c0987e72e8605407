import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SyncRunState } from '@/gen/kartoteka/v1/sync_run_pb';
import type { SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useFormat } from '@/i18n';
import { StatusBadge, TextLink } from '@/ui';
import { contactOf } from '../contact';
import { ContactBadge } from '../ContactBadge';
import classes from '../erp.module.css';

export function SourceCard({ source }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  const { id, name, code, lastContactTime, customerCount, rejectCount } = source;
  return (
    <article className={classes.card} data-contact={contactOf(source)}>
      <div className={classes.cardHead}>
        <div>
          <Title order={2}>
            <TextLink to="/erp/$sourceId" params={{ sourceId: id }} className={classes.cardLink} c="var(--mantine-color-text)" inherit>
              {name}
            </TextLink>
          </Title>
          {name !== code && (
            <Text size="xs" c="dimmed" className={classes.mono}>
              {code}
            </Text>
          )}
        </div>
        <div className={classes.badges}>
          <ContactBadge source={source} />
          {source.snapshot?.state === SyncRunState.AWAITING_CONFIRMATION && <StatusBadge tone="waiting">{t('snapshot.awaitingShort')}</StatusBadge>}
        </div>
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>{t('fact.lastContact')}</dt>
          <dd>
            {lastContactTime ? format.relative(lastContactTime) : t('never')}
            {lastContactTime && <small>{format.dateTime(lastContactTime)}</small>}
          </dd>
        </div>
        <div>
          <dt>{t('fact.customers')}</dt>
          <dd>{format.number(customerCount)}</dd>
        </div>
        <div>
          <dt>{t('fact.rejects')}</dt>
          <dd data-tone={rejectCount > 0 ? 'negative' : undefined}>{format.number(rejectCount)}</dd>
        </div>
      </dl>
    </article>
  );
}
