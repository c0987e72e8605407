import { Input, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import { FactList } from '@/records';
import { OwnerReason, useOwnerText } from './ownerReason';
import classes from './sections.module.css';
import { useCustomerFacts } from './useCustomerFacts';

/** Whether the ERP owns a field of this customer (SYNC-5). */
export function isErpOwned(customer: Customer, field: string): boolean {
  return customer.erpOwnedFields.includes(field);
}

interface OwnedFieldProps {
  customer: Customer;
  field: string;
  /** The input, for customers whose field is not the ERP's. */
  children: ReactNode;
}

/** An input, or the ERP's value behind a padlock with the reason why it cannot be typed over. */
export function OwnedField({ customer, field, children }: OwnedFieldProps) {
  const facts = useCustomerFacts(customer);
  if (!isErpOwned(customer, field)) return children;
  return (
    <Input.Wrapper
      label={facts.label(field)}
      labelElement="div"
      description={<OwnerReason customer={customer} />}
      inputWrapperOrder={['label', 'input', 'description']}
    >
      <div className={classes.locked}>
        <IconLock size={15} aria-hidden />
        <span>{facts.show(field, customer) || '–'}</span>
      </div>
    </Input.Wrapper>
  );
}

interface CustomerFactsProps {
  customer: Customer;
  fields: readonly string[];
  wide?: readonly string[];
  values?: Readonly<Record<string, ReactNode>>;
}

/** Facts of the customer; a padlock marks those of the ERP. */
export function CustomerFacts({ customer, ...props }: CustomerFactsProps) {
  return (
    <FactList
      {...props}
      facts={useCustomerFacts(customer)}
      record={customer}
      around={(field, value) => (isErpOwned(customer, field) ? <OwnedValue customer={customer}>{value}</OwnedValue> : value)}
    />
  );
}

function OwnedValue({ customer, children }: { customer: Customer; children: ReactNode }) {
  const { t } = useTranslation('customers');
  const reason = useOwnerText(customer);
  return (
    <span className={classes.owned}>
      {children === '' || children === undefined ? '–' : children}
      <Tooltip label={reason}>
        <Text span c="dimmed" lh={1}>
          <IconLock size={13} aria-hidden />
          <VisuallyHidden>{t('erpOwned.short')}</VisuallyHidden>
        </Text>
      </Tooltip>
    </span>
  );
}
