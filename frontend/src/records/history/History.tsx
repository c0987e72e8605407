import { Skeleton, Stack, Text } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ActorKind, ActorKindSchema, type HistoryChange, type HistoryEntry, type HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { useEnumLabel } from '@/i18n';
import { toFailure } from '@/rpc/errors';
import { ErrorState, TextLink, Timeline, type TimelineItem } from '@/ui';
import { useFieldLabel } from '../facts/useFacts';
import { nounOf, type Noun } from '../nouns';
import { ActionIcon } from './ActionIcon';
import classes from './history.module.css';
import { useHistory } from './queries';
import { useValueText } from './useValueText';

interface HistoryProps {
  subject: HistorySubject;
  id: string;
}

/** Every change of one thing, newest first: who, when, from what to what (CUST-15). */
export function History({ subject, id }: HistoryProps) {
  const { t } = useTranslation('common');
  const { rows: entries, query } = useHistory(subject, id);
  const error = isAbsent(query.error) ? null : query.error;
  if (query.isPending) return <Arriving />;
  return (
    <>
      {error && <ErrorState error={error} onRetry={query.refetch} compact />}
      {!error && entries.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('history.empty')}
        </Text>
      )}
      {entries.length > 0 && (
        <Suspense fallback={<Arriving />}>
          <Entries
            id={id}
            entries={entries}
            hasMore={query.hasNextPage}
            isLoadingMore={query.isFetchingNextPage}
            onLoadMore={() => void query.fetchNextPage()}
          />
        </Suspense>
      )}
    </>
  );
}

/** Of what came before the history was kept there is none. */
function isAbsent(error: unknown): boolean {
  return error !== null && toFailure(error).reason === 'SUBJECT_NOT_FOUND';
}

function Arriving() {
  const { t } = useTranslation('common');
  return (
    <Stack gap="sm" role="status" aria-label={t('state.loading')}>
      {[80, 55, 70].map((width) => (
        <Skeleton key={width} height={14} width={`${width}%`} radius="sm" />
      ))}
    </Stack>
  );
}

interface EntriesProps {
  /** The thing whose history it is. */
  id: string;
  entries: readonly HistoryEntry[];
  hasMore: boolean;
  isLoadingMore: boolean;
  onLoadMore: () => void;
}

/** The words of the features that the entries tell of come with the entries. */
function Entries({ id, entries, ...more }: EntriesProps) {
  const features = new Set(entries.flatMap(({ action }) => nounOf(action)?.texts ?? []));
  const { t } = useTranslation(['common', ...features]);
  const actorText = useActorText();
  const items = entries.map((entry): TimelineItem => {
    const noun = nounOf(entry.action);
    return {
      id: entry.id,
      icon: <ActionIcon action={entry.action} noun={entry.subjectId === id ? undefined : noun} />,
      title: t(`${noun?.texts[0] ?? 'common'}:history.${entry.action}`, { defaultValue: entry.action }),
      actor: actorText(entry),
      time: entry.time,
      body: <Changes id={id} noun={noun} entry={entry} />,
    };
  });
  return (
    <Stack gap="sm" align="flex-start">
      <Timeline items={items} label={t('common:history.title')} {...more} />
    </Stack>
  );
}

/** People by name; machines by kind and name. */
function useActorText(): (entry: HistoryEntry) => string {
  const enumLabel = useEnumLabel();
  return ({ actorKind, actorName }) => {
    const kind = enumLabel(ActorKindSchema, actorKind);
    if (actorName === '') return kind;
    return actorKind === ActorKind.STAFF ? actorName : `${kind} ${actorName}`;
  };
}

/** The customer that the entry concerns, and each field before and after. The thing itself needs not be named on its own page. */
function Changes({ id, noun, entry: { customer, changes } }: { id: string; noun: Noun | undefined; entry: HistoryEntry }) {
  const { t } = useTranslation('common');
  const told = changes.filter((change) => !isOf(change, id));
  const ofOther = customer && customer.id !== id ? customer : undefined;
  if (told.length === 0 && !ofOther) return null;
  return (
    <dl className={classes.changes}>
      {ofOther && (
        <div className={classes.change}>
          <dt>{t('history.customer')}</dt>
          <dd>
            <TextLink to="/customers/$customerId" params={{ customerId: ofOther.id }} inherit>
              {ofOther.name || '…'}
            </TextLink>
          </dd>
        </div>
      )}
      {told.map((change, index) => (
        <Change key={index} noun={noun} change={change} />
      ))}
    </dl>
  );
}

function isOf({ oldValue, newValue }: HistoryChange, id: string): boolean {
  return [oldValue, newValue].some((value) => value?.value.case === 'reference' && value.value.value.id === id);
}

/** Before and after; a "yes" needs no "no" before it. */
function Change({ noun, change: { field, oldValue, newValue } }: { noun: Noun | undefined; change: HistoryChange }) {
  const { t } = useTranslation('common');
  const valueText = useValueText();
  const isPlainNo = oldValue?.value.case === 'flag' && !oldValue.value.value;
  return (
    <div className={classes.change}>
      <dt>{useFieldLabel(...(noun?.texts ?? []))(field)}</dt>
      <dd>
        {oldValue && !isPlainNo && (
          <>
            <del>{valueText(noun, field, oldValue)}</del>
            <span aria-hidden> → </span>
          </>
        )}
        {newValue ? <ins>{valueText(noun, field, newValue)}</ins> : <em>{t('history.emptied')}</em>}
      </dd>
    </div>
  );
}
