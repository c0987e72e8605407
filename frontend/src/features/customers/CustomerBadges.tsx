import { Group } from '@mantine/core';
import { IconBan, IconPlugConnectedX, IconUserExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CustomerStatus, CustomerStatusSchema, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { useEnumLabel } from '@/i18n';
import { StatusBadge, statusTones } from '@/ui';
import classes from './customers.module.css';
import { isOrderingBlocked } from './status';

interface CustomerBadgesProps {
  customer: Customer;
  /** In a list, where most are active: only what differs stands out. */
  quiet?: boolean;
}

/** The status in words, and what else must not be overlooked: no colour stands alone (CUST-8). */
export function CustomerBadges({ customer, quiet = false }: CustomerBadgesProps) {
  const { t } = useTranslation('customers');
  const label = useEnumLabel();
  const { status, needsDefaultEmployee } = customer;
  return (
    <Group gap={4} wrap="nowrap" display="inline-flex">
      {needsDefaultEmployee ? (
        <StatusBadge tone="negative" icon={<IconUserExclamation size={13} aria-hidden />}>
          {t('attention.badge')}
        </StatusBadge>
      ) : quiet && status === CustomerStatus.ACTIVE ? (
        <span className={classes.dimmed}>{label(CustomerStatusSchema, status)}</span>
      ) : (
        <StatusBadge tone={statusTones[status]} icon={status === CustomerStatus.BLOCKED_BY_ERP && <IconPlugConnectedX size={13} aria-hidden />}>
          {label(CustomerStatusSchema, status)}
        </StatusBadge>
      )}
      {isOrderingBlocked(customer) && (
        <StatusBadge tone="waiting" icon={<IconBan size={13} aria-hidden />}>
          {t('blocks.orderingBadge')}
        </StatusBadge>
      )}
    </Group>
  );
}
