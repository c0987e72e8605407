import { useTranslation } from 'react-i18next';
import { useShops } from '@/features/shops/public';
import { StaffField } from '@/features/staff/public';
import { FieldGrid, MultiSelectField } from '@/forms';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import { EditForm } from '@/records';
import { EditableSection } from '@/ui';
import { CustomerFacts } from './erpOwned';
import { useCustomerForm } from './useCustomerForm';

interface SectionProps {
  customer: Customer;
  canEdit: boolean;
}

/** Who looks after the customer, and in which shops it buys. */
export function CareSection({ customer, canEdit }: SectionProps) {
  const { t } = useTranslation('customers');
  return (
    <EditableSection
      id="care"
      title={t('section.care')}
      canEdit={canEdit}
      view={<CustomerFacts customer={customer} fields={['accountManagerId', 'shopIds']} />}
      edit={(close) => <CareForm customer={customer} close={close} />}
    />
  );
}

function CareForm({ customer, close }: { customer: Customer; close: () => void }) {
  const { t } = useTranslation('customers');
  const shops = useShops();
  const edit = useCustomerForm({
    customer,
    close,
    name: t('section.care'),
    valuesOf: ({ accountManagerId, shopIds }) => ({ accountManagerId, shopIds }),
    toMessage: (values) => values,
  });
  const { form } = edit;
  return (
    <EditForm edit={edit}>
      <FieldGrid>
        <StaffField form={form} name="accountManagerId" label={t('field.accountManagerId')} current={customer.accountManagerId} />
        <MultiSelectField
          form={form}
          name="shopIds"
          label={t('field.shopIds')}
          data={shops.map(({ id, name, code }) => ({ value: id, label: name || code }))}
        />
      </FieldGrid>
    </EditForm>
  );
}
