import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EnumField, ProtoFormBox, SwitchField, useMergingSave, useProtoForm } from '@/forms';
import { AddressSchema, AddressTypeSchema, type Address } from '@/gen/kartoteka/v1/address_pb';
import { useEnumLabel, useFormat } from '@/i18n';
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
  const [base] = useState(address);
  const update = useUpdateAddress();
  const merging = useMergingSave({
    schema: AddressSchema,
    base,
    loadLatest: useLatestAddress(address),
    labelOf: (field) => t(`field.${field}`),
    show: useAddressText(),
  });
  const form = useProtoForm({
    schema: AddressSchema,
    prefix: 'address',
    name: t('address.edit'),
    initialValues: addressValues(base),
    toMessage: addressMessage,
    submit: async (change) => {
      if (change.mask.paths.length === 0) return;
      await merging.save(change, async ({ message, mask, etag }) => {
        if (mask.paths.length === 0) return;
        await update.mutateAsync({ address: { ...message, id: base.id, etag }, updateMask: mask });
      });
    },
    onSaved: close,
  });
  return (
    <>
      <Modal opened onClose={close} title={t('address.edit')} size="lg" closeOnClickOutside={false}>
        <ProtoFormBox form={form} onCancel={close}>
          <EnumField form={form} name="type" desc={AddressTypeSchema} label={t('field.type')} data-autofocus />
          <AddressFields form={form} at={(field) => field} />
        </ProtoFormBox>
      </Modal>
      {merging.dialog}
    </>
  );
}

/** Values of an address as a person reads them. */
function useAddressText(): (field: string, address: Address) => string {
  const format = useFormat();
  const enumLabel = useEnumLabel();
  return (field, address) => {
    if (field === 'type') return enumLabel(AddressTypeSchema, address.type);
    if (field === 'country') return format.country(address.country);
    const value: unknown = Object.entries(address).find(([key]) => key === field)?.[1];
    return typeof value === 'string' && value !== '' ? value : '–';
  };
}
