import { Badge, Button, Group, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiKeyScopeSchema, type ApiKey } from '@/gen/kartoteka/v1/api_key_service_pb';
import { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { HistoryButton } from '@/records';
import type { PlainColumn } from '@/table/PlainTable';
import { RelativeTime, StatusBadge, type Tone } from '@/ui';
import classes from './apiKeys.module.css';
import { keyState, type KeyState } from './state';

const stateTones: Record<KeyState, Tone> = { active: 'positive', expired: 'waiting', revoked: 'neutral' };

interface KeyColumnsOptions {
  /** Where all keys are of one source it need not be said. */
  withSource: boolean;
  onRevoke: (key: ApiKey) => void;
}

export function useKeyColumns({ withSource, onRevoke }: KeyColumnsOptions): PlainColumn<ApiKey>[] {
  const { t } = useTranslation('apiKeys');
  const format = useFormat();
  return useMemo(() => {
    const columns: PlainColumn<ApiKey>[] = [
      { id: 'name', header: t('field.name'), cell: (key) => <KeyName apiKey={key} />, card: 'title' },
      { id: 'scopes', header: t('field.scopes'), cell: (key) => <Scopes apiKey={key} /> },
      { id: 'source', header: t('field.sourceSystem'), cell: (key) => key.sourceSystem || '–' },
      { id: 'created', header: t('field.createTime'), cell: (key) => format.date(key.createTime), width: 120 },
      {
        id: 'used',
        header: t('field.lastUseTime'),
        cell: (key) => (key.lastUseTime ? <RelativeTime value={key.lastUseTime} /> : t('never')),
        width: 140,
      },
      { id: 'expires', header: t('field.expireTime'), cell: (key) => (key.expireTime ? format.date(key.expireTime) : t('noExpiry')), width: 120 },
      { id: 'state', header: t('field.state'), cell: (key) => <State apiKey={key} />, width: 120 },
      actionsColumn(t, onRevoke),
    ];
    return withSource ? columns : columns.filter(({ id }) => id !== 'source');
  }, [t, format, withSource, onRevoke]);
}

function KeyName({ apiKey }: { apiKey: ApiKey }) {
  return (
    <>
      <Text inherit fw={550}>
        {apiKey.name}
      </Text>
      <span className={classes.prefix}>{apiKey.prefix}…</span>
    </>
  );
}

function Scopes({ apiKey }: { apiKey: ApiKey }) {
  const label = useEnumLabel();
  return (
    <Group gap={4}>
      {apiKey.scopes.map((scope) => (
        <Badge key={scope} color="gray" tt="none" fw={500}>
          {label(ApiKeyScopeSchema, scope)}
        </Badge>
      ))}
    </Group>
  );
}

function State({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('apiKeys');
  const state = keyState(apiKey);
  return <StatusBadge tone={stateTones[state]}>{t(`state.${state}`)}</StatusBadge>;
}

function actionsColumn(t: TFunction, onRevoke: (key: ApiKey) => void): PlainColumn<ApiKey> {
  return {
    id: 'actions',
    header: t('apiKeys:actions'),
    isHeaderHidden: true,
    width: 150,
    align: 'end',
    cell: (key) => (
      <Group gap={4} justify="flex-end" wrap="nowrap">
        {keyState(key) !== 'revoked' && (
          <Button size="compact-xs" variant="subtle" color="red" aria-label={t('apiKeys:revoke.named', { name: key.name })} onClick={() => onRevoke(key)}>
            {t('apiKeys:revoke.confirm')}
          </Button>
        )}
        <HistoryButton subject={HistorySubject.API_KEY} id={key.id} name={key.name} />
      </Group>
    ),
  };
}
