import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Address } from '@/gen/kartoteka/v1/address_pb';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import { ConfirmTyped, notify, Section } from '@/ui';
import { Nothing } from '../Nothing';
import { addressLines } from './address';
import { AddressCard } from './AddressCard';
import classes from './addresses.module.css';
import { EditAddressDialog, NewAddressDialog } from './AddressDialog';
import { useAddresses, useDeleteAddress, useUpdateAddress } from './queries';

type Dialog = { kind: 'new' } | { kind: 'edit' | 'delete'; address: Address };

interface AddressesSectionProps {
  customer: Customer;
  canEdit: boolean;
}

/** Any number of billing and shipping addresses, one default of each (CUST-12). */
export function AddressesSection({ customer, canEdit }: AddressesSectionProps) {
  const { t } = useTranslation('customers');
  const query = useAddresses(customer.id);
  const addresses = query.data?.addresses ?? [];
  const [dialog, setDialog] = useState<Dialog>();
  const makeDefault = useMakeDefault();
  const close = () => setDialog(undefined);
  const addButton = canEdit && (
    <Button size="xs" variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setDialog({ kind: 'new' })}>
      {t('address.add')}
    </Button>
  );
  return (
    <Section id="addresses" title={t('section.addresses')} actions={query.data && addButton} query={query}>
      {addresses.length === 0 ? (
        <Nothing title={t('address.empty')} hint={t('address.emptyHint')} />
      ) : (
        <ul className={classes.grid}>
          {addresses.map((address) => (
            <AddressCard
              key={address.id}
              address={address}
              canEdit={canEdit}
              onEdit={() => setDialog({ kind: 'edit', address })}
              onMakeDefault={() => makeDefault(address)}
              onDelete={() => setDialog({ kind: 'delete', address })}
            />
          ))}
        </ul>
      )}
      {dialog?.kind === 'new' && <NewAddressDialog customerId={customer.id} country={addresses[0]?.country ?? customer.taxCountry} close={close} />}
      {dialog?.kind === 'edit' && <EditAddressDialog address={dialog.address} close={close} />}
      {dialog?.kind === 'delete' && <DeleteAddressDialog address={dialog.address} close={close} />}
    </Section>
  );
}

function useMakeDefault(): (address: Address) => void {
  const { t } = useTranslation('customers');
  const update = useUpdateAddress();
  return ({ id, etag }) =>
    update.mutate(
      { address: { id, etag, isDefault: true }, updateMask: { paths: ['is_default'] } },
      { onSuccess: () => notify.success(t('address.madeDefault')), onError: notify.failure },
    );
}

function DeleteAddressDialog({ address, close }: { address: Address; close: () => void }) {
  const { t } = useTranslation('customers');
  const remove = useDeleteAddress();
  return (
    <ConfirmTyped
      opened
      onClose={close}
      title={t('address.deleteTitle')}
      confirmLabel={t('common:action.delete')}
      onConfirm={() => remove.mutateAsync({ id: address.id, etag: address.etag })}
    >
      <p>{addressLines(address).join(', ')}</p>
      {address.isDefault && <p>{t('address.deleteDefault')}</p>}
    </ConfirmTyped>
  );
}
