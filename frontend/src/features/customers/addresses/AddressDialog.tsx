import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EnumField, ProtoFormBox, SwitchField, useProtoForm } from '@/forms';
import { AddressSchema, AddressTypeSchema, type Address } from '@/gen/kartoteka/v1/address_pb';
import { EditForm, useEditForm, useFacts } from '@/records';
import { notify } from '@/ui';
import { addressMessage, addressValues, emptyAddress } from './address';
import { AddressFields } from './AddressFields';
import { useCreateAddress, useLatestAddress, useUpdateAddress } from './queries';

interface NewAddressProps {
  customerId: string;
  /** The country to begin with. */
  country: string;
  close: () => void;
}

export function NewAddressDialog({ customerId, country, close }: NewAddressProps) {
  const { t } = useTranslation('customers');
  const add = useCreateAddress();
  const form = useProtoForm({
    schema: AddressSchema,
    prefix: 'address',
    name: t('address.add'),
    initialValues: { ...emptyAddress, country },
    toMessage: addressMessage,
    submit: ({ message }) => add.mutateAsync({ customerId, address: message }),
    onSaved: () => {
      notify.success(t('address.added'));
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={t('address.add')} size="lg" closeOnClickOutside={false}>
      <ProtoFormBox form={form} onCancel={close} submitLabel={t('address.add')}>
        <EnumField form={form} name="type" desc={AddressTypeSchema} label={t('field.type')} data-autofocus />
        <AddressFields form={form} at={(field) => field} />
        <SwitchField form={form} name="isDefault" label={t('address.makeDefaultOfType')} />
      </ProtoFormBox>
    </Modal>
  );
}

export function EditAddressDialog({ address, close }: { address: Address; close: () => void }) {
  const { t } = useTranslation('customers');
  const update = useUpdateAddress();
  const edit = useEditForm({
    facts: useFacts(AddressSchema, 'customers'),
    record: address,
    loadLatest: useLatestAddress(address),
    prefix: 'address',
    name: t('address.edit'),
    valuesOf: addressValues,
    toMessage: addressMessage,
    save: (change, updateMask) => update.mutateAsync({ address: change, updateMask }),
    close,
  });
  return (
    <Modal opened onClose={close} title={t('address.edit')} size="lg" closeOnClickOutside={false}>
      <EditForm edit={edit}>
        <EnumField form={edit.form} name="type" desc={AddressTypeSchema} label={t('field.type')} data-autofocus />
        <AddressFields form={edit.form} at={(field) => field} />
      </EditForm>
    </Modal>
  );
}
