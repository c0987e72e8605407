import { Button, Group as Row, Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group } from '@/gen/kartoteka/v1/group_service_pb';
import { toFailure } from '@/rpc/errors';
import { ConfirmTyped, LinkButton, notify } from '@/ui';
import { useDeleteGroup } from './queries';

interface DeleteGroupDialogProps {
  group: Group;
  opened: boolean;
  onClose: () => void;
}

/** Deletes a group, or says how many members or discounts stand in the way and where they are (GROUP-6). */
export function DeleteGroupDialog({ group, opened, onClose }: DeleteGroupDialogProps) {
  const { t } = useTranslation('groups');
  const navigate = useNavigate();
  const remove = useDeleteGroup();
  const [refusedFor, setRefusedFor] = useState(0);
  const [discounts, setDiscounts] = useState(0);
  const members = Math.max(group.memberCount, refusedFor);

  function close() {
    setRefusedFor(0);
    setDiscounts(0);
    onClose();
  }

  async function confirm() {
    try {
      await remove.mutateAsync({ id: group.id, etag: group.etag });
    } catch (cause) {
      const { reason, metadata } = toFailure(cause);
      // Members have joined since the page was loaded: the dialog turns into the explanation.
      if (reason === 'GROUP_IN_USE') {
        setRefusedFor(Number(metadata['members'] ?? 0));
        setDiscounts(Number(metadata['discounts'] ?? 0));
      }
      throw cause;
    }
    notify.success(t('delete.done', { name: group.name }));
    await navigate({ to: '/groups' });
  }

  if (members === 0 && discounts > 0) return <DiscountsDialog group={group} discounts={discounts} opened={opened} onClose={close} />;
  if (members > 0) return <InUseDialog group={group} members={members} opened={opened} onClose={close} />;
  return (
    <ConfirmTyped opened={opened} onClose={close} title={t('delete.title', { name: group.name })} confirmLabel={t('delete.confirm')} onConfirm={confirm}>
      {t('delete.explain')}
    </ConfirmTyped>
  );
}

function InUseDialog({ group, members, opened, onClose }: DeleteGroupDialogProps & { members: number }) {
  const { t } = useTranslation('groups');
  return (
    <Modal opened={opened} onClose={onClose} title={t('inUse.title', { name: group.name })}>
      <Stack gap="md">
        <Text>{t('inUse.explain', { count: members })}</Text>
        <Row justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common:action.close')}
          </Button>
          <LinkButton to="/customers" search={{ group: group.id }}>
            {t('inUse.show', { count: members })}
          </LinkButton>
        </Row>
      </Stack>
    </Modal>
  );
}

/** Nobody is in the group, but it has discounts that would be left to nobody. */
function DiscountsDialog({ group, discounts, opened, onClose }: DeleteGroupDialogProps & { discounts: number }) {
  const { t } = useTranslation('groups');
  return (
    <Modal opened={opened} onClose={onClose} title={t('inUse.title', { name: group.name })}>
      <Stack gap="md">
        <Text>{t('inUse.discounts', { count: discounts })}</Text>
        <Row justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common:action.close')}
          </Button>
          <LinkButton to="/discounts" search={{ group: group.id, state: ['active', 'upcoming', 'expired'] }}>
            {t('inUse.showDiscounts', { count: discounts })}
          </LinkButton>
        </Row>
      </Stack>
    </Modal>
  );
}
