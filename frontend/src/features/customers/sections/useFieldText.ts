import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShops } from '@/features/shops/public';
import { useStaffById } from '@/features/staff/public';
import { CustomerKindSchema, TaxStatusSchema, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { useEnumLabel, useFormat } from '@/i18n';

/** The value of a field as a person reads it; '' for nothing. For locked fields and for the choice between two versions. */
export function useFieldText(customer: Customer): (field: string, record: Customer) => string {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const enumLabel = useEnumLabel();
  const staff = useStaffById(useMemo(() => [customer.accountManagerId], [customer.accountManagerId]));
  const shops = useShops();
  return useCallback(
    (field, record) => {
      switch (field) {
        case 'kind':
          return enumLabel(CustomerKindSchema, record.kind);
        case 'taxStatus':
          return enumLabel(TaxStatusSchema, record.taxStatus);
        case 'taxCountry':
          return record.taxCountry === '' ? '' : format.country(record.taxCountry);
        case 'language':
          return record.language === '' ? '' : format.language(record.language);
        case 'currency':
          return record.currency === '' ? '' : `${record.currency} · ${format.currency(record.currency)}`;
        case 'paymentTermsDays':
          return record.paymentTermsDays === undefined ? '' : t('value.paymentTermsDays', { count: record.paymentTermsDays });
        case 'creditLimit':
          return record.creditLimit ? format.money(record.creditLimit) : '';
        case 'erpDiscountPercent':
          return record.erpDiscountPercent === '' ? '' : format.percent(record.erpDiscountPercent);
        case 'accountManagerId':
          return record.accountManagerId === '' ? '' : (staff.get(record.accountManagerId)?.name ?? '…');
        case 'shopIds':
          return format.list(record.shopIds.map((id) => shops.find((shop) => shop.id === id)?.name ?? '…'));
        case 'paymentMethods':
          return format.list(record.paymentMethods);
        default:
          return plainText(record, field);
      }
    },
    [t, format, enumLabel, staff, shops],
  );
}

function plainText(record: Customer, field: string): string {
  const value: unknown = Object.entries(record).find(([key]) => key === field)?.[1];
  return typeof value === 'string' ? value : '';
}
