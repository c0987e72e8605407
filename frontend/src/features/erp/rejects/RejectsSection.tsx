import { IconCircleCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Outcome, OutcomeSchema } from '@/gen/kartoteka/v1/contractor_pb';
import { SyncRecordKind, SyncRecordKindSchema, type SyncReject } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { TableSection } from '@/records';
import type { PlainColumn } from '@/table';
import { EmptyState, RelativeTime, StatusBadge } from '@/ui';
import { CustomerLink } from '../CustomerLink';
import classes from '../erp.module.css';
import { useSyncRejects } from '../queries';
import { Violations } from './Violations';

const recordId = ({ kind, externalId }: SyncReject) => `${kind} ${externalId}`;

/** The records that stand rejected, and what is to be mended in the ERP. */
export function RejectsSection({ sourceId }: { sourceId: string }) {
  const { t } = useTranslation('erp');
  const { rows, query } = useSyncRejects(sourceId);
  const columns = useRejectColumns();
  return (
    <TableSection
      id="rejects"
      title={t('section.rejects')}
      description={t('rejects.explain')}
      tone={rows.length === 0 ? 'default' : 'danger'}
      columns={columns}
      rows={rows}
      rowId={recordId}
      alignTop
      query={query}
      empty={<EmptyState compact icon={<IconCircleCheck size={24} stroke={1.5} />} title={t('rejects.empty')} description={t('rejects.emptyHint')} />}
    />
  );
}

function useRejectColumns(): PlainColumn<SyncReject>[] {
  const { t } = useTranslation('erp');
  const format = useFormat();
  return useMemo<PlainColumn<SyncReject>[]>(
    () => [
      { id: 'record', header: t('rejects.record'), cell: (reject) => <RecordId reject={reject} />, width: 190, card: 'title' },
      { id: 'mend', header: t('rejects.mend'), cell: (reject) => <Violations reject={reject} /> },
      {
        id: 'time',
        header: t('rejects.time'),
        cell: (reject) => (
          <>
            <RelativeTime value={reject.time} />
            <span className={classes.small}>{format.dateTime(reject.time)}</span>
          </>
        ),
        width: 190,
      },
      { id: 'times', header: t('rejects.times'), cell: (reject) => t('rejects.timesInRow', { count: reject.times }), width: 120 },
      { id: 'customer', header: t('rejects.customer'), cell: (reject) => <Customer reject={reject} />, width: 150 },
    ],
    [t, format],
  );
}

function Customer({ reject: { kind, customerId } }: { reject: SyncReject }) {
  const { t } = useTranslation('erp');
  if (customerId !== '') return <CustomerLink customerId={customerId} />;
  return kind === SyncRecordKind.CONTRACTOR ? t('rejects.noCustomer') : '–';
}

function RecordId({ reject }: { reject: SyncReject }) {
  const label = useEnumLabel();
  return (
    <>
      <div className={classes.mono}>{reject.externalId || '–'}</div>
      <span className={classes.small}>{label(SyncRecordKindSchema, reject.kind)}</span>
      <StatusBadge tone={reject.outcome === Outcome.CONFLICT ? 'waiting' : 'negative'} mt={2}>
        {label(OutcomeSchema, reject.outcome)}
      </StatusBadge>
    </>
  );
}
