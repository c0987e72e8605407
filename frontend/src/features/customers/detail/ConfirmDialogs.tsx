import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import { ConfirmTyped, notify } from '@/ui';
import { useDeleteCustomer, useUnblockCustomer } from '../queries';
import { isBlockedByErp } from '../status';

interface DialogProps {
  customer: Customer;
  close: () => void;
}

export function UnblockDialog({ customer, close }: DialogProps) {
  const { t } = useTranslation('customers');
  const unblock = useUnblockCustomer();
  return (
    <ConfirmTyped
      opened
      onClose={close}
      danger={false}
      title={t('action.unblockTitle', { name: customer.name })}
      confirmLabel={t('action.unblock')}
      onConfirm={async () => {
        await unblock.mutateAsync({ id: customer.id });
        notify.success(t('action.unblocked'));
      }}
    >
      <p>{t('action.unblockExplain')}</p>
      {isBlockedByErp(customer) && <p>{t('blocks.onlyErpLifts')}</p>}
    </ConfirmTyped>
  );
}

/** What an ERP knows it would bring back with its next push: that is said instead of trying in vain. */
export function ErpKeepsDialog({ customer, close, onBlock }: DialogProps & { onBlock: (() => void) | undefined }) {
  const { t } = useTranslation('customers');
  const sources = [...new Set(customer.externalIds.map(({ sourceSystem }) => sourceSystem))];
  return (
    <Modal opened onClose={close} title={t('action.deleteRefused', { name: customer.name })}>
      <Stack gap="md">
        <Text size="sm">{t('action.deleteErp', { sources: sources.join(', ') })}</Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {t('common:action.close')}
          </Button>
          {onBlock && <Button onClick={onBlock}>{t('action.blockInstead')}</Button>}
        </Group>
      </Stack>
    </Modal>
  );
}

/** Says what goes for good, and what stays (CUST-14). */
export function DeleteDialog({ customer, close }: DialogProps) {
  const { t } = useTranslation('customers');
  const remove = useDeleteCustomer();
  const navigate = useNavigate();
  return (
    <ConfirmTyped
      opened
      onClose={close}
      title={t('action.deleteTitle', { name: customer.name })}
      expected={customer.number}
      confirmLabel={t('action.deleteForGood')}
      onConfirm={async () => {
        await remove.mutateAsync({ id: customer.id, etag: customer.etag });
        await navigate({ to: '/customers' });
        notify.success(t('action.deleted', { name: customer.name }));
      }}
    >
      <Stack gap="xs">
        <Text size="sm">{t('action.deleteExplain')}</Text>
        <List size="sm" spacing={4}>
          <List.Item>{t('action.deleteLogins')}</List.Item>
          <List.Item>{t('action.deleteNumber', { number: customer.number })}</List.Item>
        </List>
      </Stack>
    </ConfirmTyped>
  );
}
