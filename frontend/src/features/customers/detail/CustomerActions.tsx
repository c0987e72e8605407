import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconBan, IconCheck, IconDots, IconLockOpen, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { CustomerStatus, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { notify } from '@/ui';
import { useApproveCustomer } from '../queries';
import { DeleteDialog, ErpKeepsDialog, UnblockDialog } from './ConfirmDialogs';
import { decisionsFor } from './decisions';
import { BlockDialog, RejectDialog } from './ReasonDialogs';

type DialogName = 'reject' | 'block' | 'unblock' | 'delete';

/** What can be done with the customer as a whole: the next step as a button, the rest in a menu. */
export function CustomerActions({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const canDecide = useCan(Permission.CUSTOMERS_DECIDE);
  const canDelete = useCan(Permission.CUSTOMERS_DELETE) && customer.status !== CustomerStatus.ANONYMIZED;
  const may = decisionsFor(customer);
  const canBlock = canDecide && (may.blockLogin || may.blockOrdering);
  const [open, setOpen] = useState<DialogName>();
  const dialog = { customer, close: () => setOpen(undefined) };
  const isInErp = customer.externalIds.length > 0;
  return (
    <>
      {canDecide && may.reject && (
        <Button variant="default" leftSection={<IconX size={16} aria-hidden />} onClick={() => setOpen('reject')}>
          {t('action.reject')}
        </Button>
      )}
      {canDecide && may.approve && <ApproveButton customer={customer} />}
      {canDecide && may.unblock && (
        <Button variant="default" leftSection={<IconLockOpen size={16} aria-hidden />} onClick={() => setOpen('unblock')}>
          {t('action.unblock')}
        </Button>
      )}
      {(canBlock || canDelete) && (
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t('action.more')}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {canBlock && (
              <Menu.Item leftSection={<IconBan size={16} aria-hidden />} onClick={() => setOpen('block')}>
                {t('action.blockMenu')}
              </Menu.Item>
            )}
            {canDelete && (
              <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setOpen('delete')}>
                {t('action.deleteMenu')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {open === 'reject' && <RejectDialog {...dialog} />}
      {open === 'block' && <BlockDialog {...dialog} />}
      {open === 'unblock' && <UnblockDialog {...dialog} />}
      {open === 'delete' && !isInErp && <DeleteDialog {...dialog} />}
      {open === 'delete' && isInErp && <ErpKeepsDialog {...dialog} onBlock={canBlock ? () => setOpen('block') : undefined} />}
    </>
  );
}

function ApproveButton({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const approve = useApproveCustomer();
  return (
    <Button
      leftSection={<IconCheck size={16} aria-hidden />}
      loading={approve.isPending}
      onClick={() => approve.mutate({ id: customer.id }, { onSuccess: () => notify.success(t('action.approved')), onError: notify.failure })}
    >
      {t('action.approve')}
    </Button>
  );
}
