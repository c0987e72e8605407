import { useTranslation } from 'react-i18next';
import { useShops } from '@/features/shops/public';
import { CurrencyField, FieldGrid, MoneyField, NumberField, TagsField, TextField } from '@/forms';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import { EditForm } from '@/records';
import { EditableSection } from '@/ui';
import { CustomerFacts, OwnedField } from './erpOwned';
import { tradeMessage, tradeValues } from './tradeValues';
import { useCustomerForm } from './useCustomerForm';

interface SectionProps {
  customer: Customer;
  canEdit: boolean;
}

export function TradeSection({ customer, canEdit }: SectionProps) {
  const { t } = useTranslation('customers');
  return (
    <EditableSection
      id="trade"
      title={t('section.trade')}
      canEdit={canEdit}
      view={<CustomerFacts customer={customer} fields={['priceLevel', 'erpDiscountPercent', 'paymentTermsDays', 'creditLimit', 'currency', 'paymentMethods']} />}
      edit={(close) => <TradeForm customer={customer} close={close} />}
    />
  );
}

function TradeForm({ customer, close }: { customer: Customer; close: () => void }) {
  const { t } = useTranslation('customers');
  const shopCurrency = useShops()[0]?.currency ?? 'EUR';
  const edit = useCustomerForm({
    customer,
    close,
    name: t('section.trade'),
    valuesOf: (record) => tradeValues(record, shopCurrency),
    toMessage: tradeMessage,
  });
  const { form } = edit;
  return (
    <EditForm edit={edit}>
      <FieldGrid>
        <OwnedField customer={customer} field="priceLevel">
          <TextField form={form} name="priceLevel" label={t('field.priceLevel')} autoComplete="off" />
        </OwnedField>
        <OwnedField customer={customer} field="paymentTermsDays">
          <NumberField form={form} name="paymentTermsDays" label={t('field.paymentTermsDays')} description={t('form.paymentTermsDays')} />
        </OwnedField>
        <OwnedField customer={customer} field="creditLimit">
          <MoneyField form={form} name="creditLimit" label={t('field.creditLimit')} description={t('form.creditLimit')} />
        </OwnedField>
        <CurrencyField form={form} name="currency" label={t('field.currency')} />
      </FieldGrid>
      <OwnedField customer={customer} field="paymentMethods">
        <TagsField form={form} name="paymentMethods" label={t('field.paymentMethods')} description={t('form.paymentMethods')} />
      </OwnedField>
    </EditForm>
  );
}
