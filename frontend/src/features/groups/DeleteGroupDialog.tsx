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

/** What stands in the way of deleting a group. */
interface Uses {
  members: number;
  discounts: number;
}

const unused: Uses = { members: 0, discounts: 0 };

/** Deletes a group, or says how many members and discounts stand in the way and where they are (GROUP-6). */
export function DeleteGroupDialog({ group, opened, onClose }: DeleteGroupDialogProps) {
  const { t } = useTranslation('groups');
  const navigate = useNavigate();
  const remove = useDeleteGroup();
  const [told, setTold] = useState(unused);
  const uses = { ...told, members: Math.max(group.memberCount, told.members) };

  function close() {
    setTold(unused);
    onClose();
  }

  async function confirm() {
    try {
      await remove.mutateAsync({ id: group.id, etag: group.etag });
    } catch (cause) {
      const { reason, metadata } = toFailure(cause);
      // There are discounts, or members have joined since the page was loaded: the dialog turns into the explanation.
      if (reason === 'GROUP_IN_USE') setTold({ members: Number(metadata['members'] ?? 0), discounts: Number(metadata['discounts'] ?? 0) });
      throw cause;
    }
    notify.success(t('delete.done', { name: group.name }));
    await navigate({ to: '/groups' });
  }

  if (uses.members > 0 || uses.discounts > 0) return <InUseDialog group={group} uses={uses} opened={opened} onClose={close} />;
  return (
    <ConfirmTyped opened={opened} onClose={close} title={t('delete.title', { name: group.name })} confirmLabel={t('delete.confirm')} onConfirm={confirm}>
      {t('delete.explain')}
    </ConfirmTyped>
  );
}

function InUseDialog({ group, uses: { members, discounts }, opened, onClose }: DeleteGroupDialogProps & { uses: Uses }) {
  const { t } = useTranslation('groups');
  return (
    <Modal opened={opened} onClose={onClose} title={t('inUse.title', { name: group.name })}>
      <Stack gap="md">
        {members > 0 && <Text>{t('inUse.explain', { count: members })}</Text>}
        {discounts > 0 && <Text>{t('inUse.discounts', { count: discounts })}</Text>}
        <Row justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('common:action.close')}
          </Button>
          {discounts > 0 && (
            <LinkButton to="/discounts" search={{ group: group.id, state: ['active', 'upcoming', 'expired'] }} variant={members > 0 ? 'default' : 'filled'}>
              {t('inUse.showDiscounts', { count: discounts })}
            </LinkButton>
          )}
          {members > 0 && (
            <LinkButton to="/customers" search={{ group: group.id }}>
              {t('inUse.show', { count: members })}
            </LinkButton>
          )}
        </Row>
      </Stack>
    </Modal>
  );
}
