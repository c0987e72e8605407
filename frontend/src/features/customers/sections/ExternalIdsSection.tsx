import { useTranslation } from 'react-i18next';
import type { Customer, ExternalId } from '@/gen/kartoteka/v1/customer_pb';
import { CopyButton, RelativeTime, Section, StatusBadge } from '@/ui';
import { Nothing } from '../Nothing';
import classes from './externalIds.module.css';

/** What the ERPs call the customer, and when each was last heard. */
export function ExternalIdsSection({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const ids = customer.externalIds;
  return (
    <Section id="externalIds" title={t('section.externalIds')} flush={ids.length > 0}>
      {ids.length === 0 ? (
        <Nothing title={t('external.empty')} hint={t('external.emptyHint')} />
      ) : (
        <ul className={classes.list}>
          {ids.map((external) => (
            <ExternalIdRow key={`${external.sourceSystem} ${external.externalId}`} external={external} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function ExternalIdRow({ external }: { external: ExternalId }) {
  const { t } = useTranslation('customers');
  const { sourceSystem, externalId, code, lastPushTime, active } = external;
  return (
    <li className={classes.row}>
      <dl className={classes.facts}>
        <Fact label={t('field.sourceSystem')}>{sourceSystem}</Fact>
        <Fact label={t('external.id')}>
          {externalId}
          <CopyButton value={externalId} label={t('external.id')} />
        </Fact>
        <Fact label={t('external.code')}>{code || '–'}</Fact>
        <Fact label={t('external.lastPush')}>
          <RelativeTime value={lastPushTime} />
        </Fact>
      </dl>
      <StatusBadge tone={active ? 'positive' : 'negative'}>{t(active ? 'external.active' : 'external.inactive')}</StatusBadge>
    </li>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
