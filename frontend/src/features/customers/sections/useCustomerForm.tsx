import type { MessageInitShape } from '@bufbuild/protobuf';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMergingSave, useProtoForm, type ProtoForm } from '@/forms';
import { CustomerSchema, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { useLatestCustomer, useUpdateCustomer } from '../queries';
import { useBase } from './useBase';
import { useFieldText } from './useFieldText';

interface CustomerFormOptions<Values extends object> {
  customer: Customer;
  /** The section, as the guard against lost changes names it. */
  name: string;
  /** The fields of the section; the keys are names of the customer's fields. */
  valuesOf: (customer: Customer) => Values;
  toMessage: (values: Values) => MessageInitShape<typeof CustomerSchema>;
  close: () => void;
}

/** The form of one section: it sends only what was changed in it, and asks when somebody else was faster. */
export function useCustomerForm<Values extends object>(options: CustomerFormOptions<Values>): { form: ProtoForm<Values>; dialog: ReactNode } {
  const { customer, name, valuesOf, toMessage, close } = options;
  const { t } = useTranslation('customers');
  const [initialValues] = useState(() => valuesOf(customer));
  const base = useBase(customer, Object.keys(initialValues));
  const update = useUpdateCustomer();
  const loadLatest = useLatestCustomer(customer.id);
  const fieldText = useFieldText(customer);
  const merging = useMergingSave({
    schema: CustomerSchema,
    base,
    loadLatest,
    labelOf: (field) => t(`field.${field}`),
    show: (field, record) => fieldText(field, record) || '–',
  });
  const form = useProtoForm({
    schema: CustomerSchema,
    prefix: 'customer',
    name,
    initialValues,
    toMessage,
    submit: async (change) => {
      if (change.mask.paths.length === 0) return;
      await merging.save(change, async ({ message, mask, etag }) => {
        // Whoever let the other side have every field has nothing left to save.
        if (mask.paths.length === 0) return;
        await update.mutateAsync({ customer: { ...message, id: customer.id, etag }, updateMask: mask });
      });
    },
    onSaved: close,
  });
  return { form, dialog: merging.dialog };
}
