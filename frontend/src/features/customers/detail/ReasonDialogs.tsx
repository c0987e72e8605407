import { Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EnumRadioField, ProtoFormBox, TextareaField, useProtoForm } from '@/forms';
import { BlockScope, BlockScopeSchema, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { BlockCustomerRequestSchema, RejectCustomerRequestSchema } from '@/gen/kartoteka/v1/customer_service_pb';
import { notify } from '@/ui';
import { useBlockCustomer, useRejectCustomer } from '../queries';
import { decisionsFor } from './decisions';

interface ReasonDialogProps {
  customer: Customer;
  close: () => void;
}

export function RejectDialog({ customer, close }: ReasonDialogProps) {
  const { t } = useTranslation('customers');
  const reject = useRejectCustomer();
  const form = useProtoForm({
    schema: RejectCustomerRequestSchema,
    initialValues: { reason: '' },
    toMessage: ({ reason }) => ({ id: customer.id, reason }),
    submit: ({ message }) => reject.mutateAsync(message),
    onSaved: () => {
      notify.success(t('action.rejected'));
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={t('action.rejectTitle', { name: customer.name })}>
      <ProtoFormBox form={form} onCancel={close} submitLabel={t('action.reject')}>
        <Text size="sm">{t('action.rejectExplain')}</Text>
        <TextareaField form={form} name="reason" label={t('field.reason')} description={t('action.reasonInHistory')} maxLength={500} data-autofocus />
      </ProtoFormBox>
    </Modal>
  );
}

/** Offers what is not blocked yet: signing in, and so everything, or ordering alone. */
export function BlockDialog({ customer, close }: ReasonDialogProps) {
  const { t } = useTranslation('customers');
  const block = useBlockCustomer();
  const { blockLogin, blockOrdering } = decisionsFor(customer);
  const scopes = [...(blockLogin ? [BlockScope.LOGIN] : []), ...(blockOrdering ? [BlockScope.ORDERING] : [])];
  const form = useProtoForm({
    schema: BlockCustomerRequestSchema,
    initialValues: { scope: scopes[0] ?? BlockScope.LOGIN, reason: '' },
    toMessage: (values) => ({ ...values, id: customer.id }),
    submit: ({ message }) => block.mutateAsync(message),
    onSaved: () => {
      notify.success(t('action.blocked'));
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={t('action.blockTitle', { name: customer.name })}>
      <ProtoFormBox form={form} onCancel={close} submitLabel={t('action.block')}>
        <EnumRadioField
          form={form}
          name="scope"
          desc={BlockScopeSchema}
          only={scopes}
          label={t('blocks.what')}
          describe={(scope: BlockScope) => t(scope === BlockScope.ORDERING ? 'blocks.stopsOrdering' : 'blocks.stopsLogin')}
        />
        <TextareaField form={form} name="reason" label={t('field.reason')} description={t('action.reasonWithBlock')} maxLength={500} />
      </ProtoFormBox>
    </Modal>
  );
}
