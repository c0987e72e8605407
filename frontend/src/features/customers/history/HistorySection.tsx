import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ActorKind, ActorKindSchema, type FieldChange, type HistoryEntry } from '@/gen/kartoteka/v1/customer_service_pb';
import { useEnumLabel } from '@/i18n';
import { ErrorState, Section, Timeline, type TimelineItem } from '@/ui';
import { useCustomerHistory } from '../queries';
import { ActionIcon } from './actions';
import classes from './history.module.css';
import { useValueText } from './useValueText';

/** Every change, newest first: who, when, from what to what (CUST-15). */
export function HistorySection({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const query = useCustomerHistory(customerId);
  const entries = useMemo(() => query.data?.pages.flatMap((page) => page.entries) ?? [], [query.data]);
  const valueText = useValueText(useMemo(() => entries.flatMap((entry) => entry.changes), [entries]));
  const actorText = useActorText();
  const items = entries.map((entry): TimelineItem => ({
    id: entry.id,
    icon: <ActionIcon action={entry.action} />,
    title: t(`history.action.${entry.action}`, { defaultValue: entry.action }),
    actor: actorText(entry),
    time: entry.time,
    body: entry.changes.length > 0 && <Changes changes={entry.changes} valueText={valueText} />,
  }));
  return (
    <Section id="history" title={t('section.history')} query={{ ...query, error: query.data ? undefined : query.error }} lines={5}>
      {query.error && query.data && <ErrorState error={query.error} onRetry={query.refetch} compact />}
      {items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('history.empty')}
        </Text>
      ) : (
        <Stack gap="sm" align="flex-start">
          <Timeline
            items={items}
            label={t('section.history')}
            hasMore={query.hasNextPage}
            isLoadingMore={query.isFetchingNextPage}
            onLoadMore={() => void query.fetchNextPage()}
          />
        </Stack>
      )}
    </Section>
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

interface ChangesProps {
  changes: readonly FieldChange[];
  valueText: (field: string, text: string) => string;
}

/** Before and after; a "yes" needs no "no" before it. */
function Changes({ changes, valueText }: ChangesProps) {
  const { t } = useTranslation('customers');
  return (
    <dl className={classes.changes}>
      {changes.map(({ field, oldValue, newValue }, index) => (
        <div key={index} className={classes.change}>
          <dt>{t(`field.${field}`, { defaultValue: field })}</dt>
          <dd>
            {oldValue !== '' && oldValue !== 'false' && (
              <>
                <del>{valueText(field, oldValue)}</del>
                <span aria-hidden> → </span>
              </>
            )}
            {newValue === '' ? <em>{t('history.emptied')}</em> : <ins>{valueText(field, newValue)}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
