import { Text } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { ConflictResolution, SyncConflict } from '@/gen/kartoteka/v1/source_system_service_pb';
import { MoreButton } from '@/table';
import { EmptyState, Section } from '@/ui';
import { ConflictCard } from './ConflictCard';
import classes from './conflicts.module.css';
import { useOpenConflicts } from './useOpenConflicts';

/** Shared fields that both sides changed: the ERP's value stands, the shop's can be put back. */
export function ConflictsSection({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('erp');
  const { query, conflicts, decide } = useOpenConflicts(sourceId);
  const canDecide = useCan(Permission.CUSTOMERS_WRITE);
  const isEmpty = conflicts.length === 0 && !query.hasNextPage;
  return (
    <Section id="conflicts" title={t('section.conflicts')} description={t('conflicts.explain')} query={query} flush={!isEmpty}>
      {isEmpty ? (
        <EmptyState compact icon={<IconArrowsExchange size={24} stroke={1.5} />} title={t('conflicts.empty')} description={t('conflicts.emptyHint')} />
      ) : (
        <>
          {!canDecide && (
            <Text size="sm" className={classes.foot}>
              {t('conflicts.readOnly')}
            </Text>
          )}
          <ConflictList conflicts={conflicts} onDecide={canDecide ? decide : undefined} />
          <MoreButton query={query} label={t('common:action.showOlder')} className={classes.foot} />
        </>
      )}
    </Section>
  );
}

interface ConflictListProps {
  conflicts: readonly SyncConflict[];
  onDecide: ((conflict: SyncConflict, choice: ConflictResolution) => Promise<void>) | undefined;
}

/** After a decision the keyboard moves to the same button of the next card. */
function ConflictList({ conflicts, onDecide }: ConflictListProps) {
  const { t } = useTranslation('erp');
  const list = useRef<HTMLUListElement>(null);
  const left = useRef<{ index: number; choice: ConflictResolution }>(undefined);

  useEffect(() => {
    if (!left.current) return;
    const { index, choice } = left.current;
    left.current = undefined;
    const card = list.current?.children[Math.min(index, conflicts.length - 1)];
    card?.querySelector<HTMLElement>(`[data-choice="${choice}"]`)?.focus();
  }, [conflicts]);

  return (
    <ul ref={list} className={classes.list} aria-label={t('section.conflicts')}>
      {conflicts.map((conflict, index) => (
        <ConflictCard
          key={conflict.id}
          conflict={conflict}
          onDecide={
            onDecide &&
            ((choice) => {
              left.current = { index, choice };
              void onDecide(conflict, choice);
            })
          }
        />
      ))}
    </ul>
  );
}
