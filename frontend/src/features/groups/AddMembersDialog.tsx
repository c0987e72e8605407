import { Button, Group as Row, Modal, Pill, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import type { Group } from '@/gen/kartoteka/v1/group_service_pb';
import { toFailure, type Failure } from '@/rpc/errors';
import { FailureAlert, notify } from '@/ui';
import { CustomerPicker } from './CustomerPicker';
import classes from './groups.module.css';
import { useAddMembers } from './queries';

/** The most that one request may add. */
const MAX_CHOSEN = 500;

interface AddMembersDialogProps {
  group: Group;
  opened: boolean;
  onClose: () => void;
}

export function AddMembersDialog({ group, opened, onClose }: AddMembersDialogProps) {
  const { t } = useTranslation('groups');
  return (
    <Modal opened={opened} onClose={onClose} title={t('add.title', { name: group.name })} size="lg">
      <AddMembersForm group={group} onClose={onClose} />
    </Modal>
  );
}

function AddMembersForm({ group, onClose }: Omit<AddMembersDialogProps, 'opened'>) {
  const { t } = useTranslation('groups');
  const add = useAddMembers();
  const [chosen, setChosen] = useState<readonly Customer[]>([]);
  const [failure, setFailure] = useState<Failure>();

  function toggle(customer: Customer) {
    setFailure(undefined);
    setChosen((before) => (before.some(({ id }) => id === customer.id) ? before.filter(({ id }) => id !== customer.id) : [...before, customer]));
  }

  async function submit() {
    try {
      const { added } = await add.mutateAsync({ groupId: group.id, customerIds: chosen.map(({ id }) => id) });
      notify.success(t('add.done', { count: added }));
      onClose();
    } catch (cause) {
      setFailure(toFailure(cause));
    }
  }

  return (
    <Stack gap="md">
      {failure && <FailureAlert failure={failure} />}
      <CustomerPicker chosen={chosen} onToggle={toggle} isFull={chosen.length >= MAX_CHOSEN} memberOf={group.id} />
      {chosen.length > 0 && (
        <Pill.Group className={classes.chosen} role="group" aria-label={t('add.chosen')}>
          {chosen.map((customer) => (
            <Pill
              key={customer.id}
              withRemoveButton
              onRemove={() => toggle(customer)}
              removeButtonProps={{ 'aria-label': t('add.drop', { name: customer.name }), 'aria-hidden': false, tabIndex: 0 }}
            >
              {customer.name}
            </Pill>
          ))}
        </Pill.Group>
      )}
      <Row justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {t('add.hint')}
        </Text>
        <Row gap="xs" ml="auto">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button disabled={chosen.length === 0} loading={add.isPending} onClick={() => void submit()}>
            {chosen.length === 0 ? t('common:action.add') : t('add.submit', { count: chosen.length })}
          </Button>
        </Row>
      </Row>
    </Stack>
  );
}
