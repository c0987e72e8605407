import { Button, Stack, Text, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShops } from '@/features/shops/public';
import type { ProtoForm } from '@/forms';
import { CustomerKind } from '@/gen/kartoteka/v1/customer_pb';
import { newId } from '@/rpc/id';
import { emptyAddress } from '../addresses/address';
import { AddressFields } from '../addresses/AddressFields';
import type { DraftAddress, NewCustomerValues } from './draft';
import classes from './wizard.module.css';

interface StepProps {
  form: ProtoForm<NewCustomerValues>;
}

/** Step 3: any number of shipping addresses, none included. */
export function AddressesStep({ form }: StepProps) {
  const { t } = useTranslation('customers');
  const home = useShops()[0]?.country ?? '';
  const { customer, addresses } = form.mantine.getValues();
  const added = useFocusOnNew(addresses.length);
  return (
    <Stack gap="md" align="stretch" ref={added}>
      {addresses.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('new.addressesHint')}
        </Text>
      )}
      {addresses.map((address, index) => (
        <div key={address.key} role="group" aria-labelledby={`address-${address.key}`} className={classes.address}>
          <div className={classes.legend}>
            <Title order={3} id={`address-${address.key}`}>
              {t('new.address', { number: index + 1 })}
            </Title>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={14} aria-hidden />}
              aria-label={t('new.removeAddress', { number: index + 1 })}
              onClick={() => form.mantine.removeListItem('addresses', index)}
            >
              {t('common:action.remove')}
            </Button>
          </div>
          <AddressFields form={form} at={(field) => `addresses.${index}.${field}`} />
        </div>
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => form.mantine.insertListItem('addresses', firstGuess(customer, home))}
        >
          {t('new.addAddress')}
        </Button>
      </div>
    </Stack>
  );
}

/** An address that was just added is typed into at once. */
function useFocusOnNew(count: number) {
  const list = useRef<HTMLDivElement>(null);
  const before = useRef(count);
  useEffect(() => {
    const groups = list.current?.querySelectorAll<HTMLElement>('[role="group"]');
    if (count > before.current) groups?.[count - 1]?.querySelector('input')?.focus();
    before.current = count;
  }, [count]);
  return list;
}

/** Most parcels go to the customer itself. */
function firstGuess(customer: NewCustomerValues['customer'], home: string): DraftAddress {
  const person = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return {
    ...emptyAddress,
    key: newId(),
    recipient: person,
    company: customer.kind === CustomerKind.COMPANY ? customer.name : '',
    country: customer.taxCountry || home,
    phone: customer.phone,
  };
}
