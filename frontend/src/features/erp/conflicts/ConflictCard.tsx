import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryValue } from '@/gen/kartoteka/v1/history_service_pb';
import { ConflictResolution, ConflictResolutionSchema, type SyncConflict } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useEnumLabel } from '@/i18n';
import { nouns, useValueText } from '@/records';
import { RelativeTime, TextLink } from '@/ui';
import classes from './conflicts.module.css';

interface ConflictCardProps {
  conflict: SyncConflict;
  /** Nothing for those who may only look. */
  onDecide: ((choice: ConflictResolution) => void) | undefined;
}

/** One field, both values side by side, and the two ways out. */
export function ConflictCard({ conflict, onDecide }: ConflictCardProps) {
  const { t } = useTranslation('erp');
  const field = t(`customers:field.${conflict.field}`, { defaultValue: conflict.field });
  const what = `${field}, ${conflict.customerName}`;
  return (
    <li className={classes.card} aria-label={what}>
      <div className={classes.head}>
        <Text span inherit fw={600}>
          {field}
        </Text>
        <TextLink to="/customers/$customerId" params={{ customerId: conflict.customerId }} inherit>
          {conflict.customerName}
        </TextLink>
        <Text span size="xs" c="dimmed">
          <RelativeTime value={conflict.time} />
        </Text>
      </div>
      <div className={classes.sides}>
        <Side title={t('conflicts.shop')} field={conflict.field} value={conflict.shopValue}>
          <DecideButton choice={ConflictResolution.TAKE_SHOP} what={what} onDecide={onDecide} />
        </Side>
        <Side title={t('conflicts.erp')} field={conflict.field} value={conflict.erpValue}>
          <DecideButton choice={ConflictResolution.KEEP_ERP} what={what} onDecide={onDecide} />
        </Side>
      </div>
    </li>
  );
}

interface SideProps {
  title: string;
  field: string;
  /** Nothing when it is empty. */
  value: HistoryValue | undefined;
  children: ReactNode;
}

function Side({ title, field, value, children }: SideProps) {
  const { t } = useTranslation('erp');
  const valueText = useValueText();
  return (
    <div className={classes.side}>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <div className={classes.value}>
        {value ? valueText(nouns.customer, field, value) : <em>{t('conflicts.nothing')}</em>}
      </div>
      {children}
    </div>
  );
}

interface DecideButtonProps {
  choice: ConflictResolution;
  what: string;
  onDecide: ConflictCardProps['onDecide'];
}

function DecideButton({ choice, what, onDecide }: DecideButtonProps) {
  const label = useEnumLabel()(ConflictResolutionSchema, choice);
  if (!onDecide) return null;
  return (
    <Button variant="default" size="xs" data-choice={choice} aria-label={`${label}: ${what}`} onClick={() => onDecide(choice)}>
      {label}
    </Button>
  );
}
