import { ActionIcon, Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserMinus, IconUserPlus, IconUsers } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { CustomerStatusSchema, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import type { Group } from '@/gen/kartoteka/v1/group_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { useEnumLabel } from '@/i18n';
import { TableSection } from '@/records';
import type { PlainColumn } from '@/table';
import { EmptyState, LinkButton, StatusBadge, statusTones, TextLink } from '@/ui';
import { AddMembersDialog } from './AddMembersDialog';
import { useMembers } from './queries';
import { RemoveMemberDialog } from './RemoveMemberDialog';

const customerId = (customer: Customer) => customer.id;

/** The first members, and the way to all of them. */
export function MembersSection({ group }: { group: Group }) {
  const { t } = useTranslation('groups');
  const { rows: members, query } = useMembers(group.id);
  const canWrite = useCan(Permission.CUSTOMERS_WRITE);
  const [isAdding, adding] = useDisclosure(false);
  const [leaving, setLeaving] = useState<Customer>();
  const columns = useMemberColumns(canWrite ? setLeaving : undefined);
  const addButton = canWrite && (
    <Button variant="default" size="xs" leftSection={<IconUserPlus size={15} aria-hidden />} onClick={adding.open}>
      {t('members.add')}
    </Button>
  );
  return (
    <>
      <TableSection
        id="members"
        title={t('section.members')}
        columns={columns}
        rows={members}
        rowId={customerId}
        query={query}
        moreLabel={t('members.more')}
        empty={
          <EmptyState compact icon={<IconUsers size={24} stroke={1.5} />} title={t('members.empty')} description={t('members.emptyHint')} action={addButton} />
        }
        actions={
          members.length > 0 && (
            <>
              <LinkButton to="/customers" search={{ group: group.id }} variant="subtle" size="xs">
                {t('members.showAll')}
              </LinkButton>
              {addButton}
            </>
          )
        }
      />
      <AddMembersDialog group={group} opened={isAdding} onClose={adding.close} />
      <RemoveMemberDialog group={group} member={leaving} onClose={() => setLeaving(undefined)} />
    </>
  );
}

function useMemberColumns(onRemove: ((customer: Customer) => void) | undefined): PlainColumn<Customer>[] {
  const { t } = useTranslation('groups');
  const label = useEnumLabel();
  return useMemo(() => {
    const columns: PlainColumn<Customer>[] = [
      {
        id: 'name',
        header: t('members.customer'),
        card: 'title',
        cell: (customer) => (
          <>
            <TextLink to="/customers/$customerId" params={{ customerId: customer.id }} inherit fw={550}>
              {customer.name}
            </TextLink>{' '}
            <Text span size="xs" c="dimmed">
              {customer.number}
            </Text>
          </>
        ),
      },
      { id: 'email', header: t('common:session.email'), cell: (customer) => customer.email || '–' },
      {
        id: 'status',
        header: t('members.status'),
        width: 200,
        cell: (customer) => <StatusBadge tone={statusTones[customer.status]}>{label(CustomerStatusSchema, customer.status)}</StatusBadge>,
      },
    ];
    if (onRemove) columns.push(removeColumn(t, onRemove));
    return columns;
  }, [t, label, onRemove]);
}

function removeColumn(t: TFunction, onRemove: (customer: Customer) => void): PlainColumn<Customer> {
  return {
    id: 'remove',
    header: t('groups:members.actions'),
    isHeaderHidden: true,
    width: 56,
    align: 'end',
    cell: (customer) => (
      <ActionIcon variant="subtle" color="gray" aria-label={t('groups:members.remove', { name: customer.name })} onClick={() => onRemove(customer)}>
        <IconUserMinus size={16} aria-hidden />
      </ActionIcon>
    ),
  };
}
