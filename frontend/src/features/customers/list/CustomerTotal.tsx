import { useTranslation } from 'react-i18next';
import { CountPrecision, type CountCustomersResponse } from '@/gen/kartoteka/v1/customer_service_pb';
import { useFormat } from '@/i18n';

/** "1,234 customers", and never more certain than the count is (LIST-4). */
export function CustomerTotal({ total }: { total: CountCustomersResponse | undefined }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  if (!total) return null;
  const values = { count: total.count, number: format.number(total.count) };
  switch (total.precision) {
    case CountPrecision.ESTIMATE:
      return t('list.totalEstimate', values);
    case CountPrecision.AT_LEAST:
      return t('list.totalAtLeast', values);
    default:
      return t('list.total', values);
  }
}
