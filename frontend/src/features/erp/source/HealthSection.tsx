import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SyncRunStateSchema } from '@/gen/kartoteka/v1/sync_run_pb';
import type { GetSourceSystemResponse, SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { Section, TextLink, type LoadState } from '@/ui';
import { lagOf } from '../feed/lag';
import { useConsumers } from '../queries';
import classes from './health.module.css';

/** How the source does, in six figures; each leads to what is behind it. */
export function HealthSection({ query }: { query: LoadState & { data: GetSourceSystemResponse | undefined } }) {
  const { t } = useTranslation('erp');
  const source = query.data?.sourceSystem;
  return (
    <Section title={t('section.health')} query={query}>
      {source && <Health source={source} />}
    </Section>
  );
}

function Health({ source }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  const { code, lastContactTime, customerCount, rejectCount, conflictCount } = source;
  return (
    <dl className={classes.figures}>
      <Figure label={t('fact.lastContact')} hint={lastContactTime && format.dateTime(lastContactTime)}>
        {lastContactTime ? <SectionLink id="runs">{format.relative(lastContactTime)}</SectionLink> : t('never')}
      </Figure>
      <Figure label={t('fact.customers')}>
        <TextLink to="/customers" search={{ source: code }} inherit>
          {t('customersKnown', { count: customerCount })}
        </TextLink>
      </Figure>
      <SnapshotFigure source={source} />
      <Figure label={t('fact.rejects')} tone={rejectCount > 0 ? 'negative' : undefined}>
        <SectionLink id="rejects">{format.number(rejectCount)}</SectionLink>
      </Figure>
      <Figure label={t('fact.conflicts')} tone={conflictCount > 0 ? 'waiting' : undefined}>
        <SectionLink id="conflicts">{format.number(conflictCount)}</SectionLink>
      </Figure>
      <FeedFigure sourceId={source.id} />
    </dl>
  );
}

function SnapshotFigure({ source: { snapshot } }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  const label = useEnumLabel();
  if (!snapshot) return <Figure label={t('fact.snapshot')}>{t('snapshot.none')}</Figure>;
  const received = format.number(snapshot.snapshot?.receivedCount ?? 0n);
  return (
    <Figure label={t('fact.snapshot')} hint={t('snapshot.received', { received })}>
      <SectionLink id="snapshot">{label(SyncRunStateSchema, snapshot.state)}</SectionLink>
    </Figure>
  );
}

function FeedFigure({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  const { data } = useConsumers(sourceId);
  if (!data) return <Figure label={t('fact.feed')}>–</Figure>;
  const lag = lagOf(data.consumers);
  const hint = lag?.oldestTime && t('feed.oldestSince', { since: format.relative(lag.oldestTime) });
  return (
    <Figure label={t('fact.feed')} hint={hint}>
      <SectionLink id="feed">{lag ? t('feed.changes', { count: Number(lag.backlog) }) : t('feed.nobody')}</SectionLink>
    </Figure>
  );
}

interface FigureProps {
  label: string;
  hint?: ReactNode;
  tone?: 'negative' | 'waiting' | undefined;
  children: ReactNode;
}

function Figure({ label, hint, tone, children }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-tone={tone}>
        {children}
        {hint && (
          <Text component="small" size="xs" c="dimmed" display="block">
            {hint}
          </Text>
        )}
      </dd>
    </div>
  );
}

/** A link within the page; the address keeps where it led. */
function SectionLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <TextLink to="." hash={id} inherit>
      {children}
    </TextLink>
  );
}
