import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconLock, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import type { ApiKey } from '@/gen/kartoteka/v1/api_key_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { TableSection } from '@/records';
import { ConfirmTyped, EmptyState, notify, useLast } from '@/ui';
import { useKeyColumns } from './columns';
import { CreateKeyDialog } from './CreateKeyDialog';
import { keyState } from './state';
import { useApiKeys, useRevokeApiKey } from './queries';

const keyId = (key: ApiKey) => key.id;
const isOver = (key: ApiKey) => keyState(key) !== 'active';

/** All keys, which are for owners alone. */
export function ApiKeys() {
  const { t } = useTranslation('apiKeys');
  if (useCan(Permission.API_KEYS)) return <ApiKeysSection />;
  return <EmptyState icon={<IconLock size={26} stroke={1.5} />} title={t('denied')} description={t('deniedHint')} />;
}

/** The keys by which programs call: all of them, or those of one source. */
export function ApiKeysSection({ source = '' }: { source?: string }) {
  const { t } = useTranslation('apiKeys');
  const { rows, query } = useApiKeys();
  const keys = source === '' ? rows : rows.filter((key) => key.sourceSystem === source);
  const [isCreating, creating] = useDisclosure(false);
  const [ending, setEnding] = useState<ApiKey>();
  const columns = useKeyColumns({ withSource: source === '', onRevoke: setEnding });
  const isEmpty = keys.length === 0 && !query.hasNextPage;
  const createButton = (
    <Button size="xs" variant={isEmpty ? 'filled' : 'default'} leftSection={<IconPlus size={15} aria-hidden />} onClick={creating.open}>
      {t('create')}
    </Button>
  );
  return (
    <>
      <TableSection
        id="keys"
        title={t('title')}
        description={t(source === '' ? 'explain' : 'explainSource')}
        columns={columns}
        rows={keys}
        rowId={keyId}
        isMuted={isOver}
        query={query}
        actions={!isEmpty && createButton}
        empty={<EmptyState compact icon={<IconKey size={24} stroke={1.5} />} title={t('empty')} description={t('emptyHint')} action={createButton} />}
      />
      <CreateKeyDialog opened={isCreating} onClose={creating.close} source={source} />
      <RevokeKeyDialog apiKey={ending} onClose={() => setEnding(undefined)} />
    </>
  );
}

function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | undefined; onClose: () => void }) {
  const { t } = useTranslation('apiKeys');
  const revoke = useRevokeApiKey();
  const last = useLast(apiKey);

  async function confirm() {
    if (!apiKey) return;
    await revoke.mutateAsync({ id: apiKey.id });
    notify.success(t('revoke.done', { name: apiKey.name }));
  }

  return (
    <ConfirmTyped
      opened={apiKey !== undefined}
      onClose={onClose}
      title={t('revoke.title', { name: last?.name ?? '' })}
      confirmLabel={t('revoke.confirm')}
      onConfirm={confirm}
    >
      {t('revoke.explain')}
    </ConfirmTyped>
  );
}
