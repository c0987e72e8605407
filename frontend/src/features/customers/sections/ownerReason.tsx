import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { useSourceSystems } from '@/features/erp/public';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useFormat } from '@/i18n';
import { TextLink } from '@/ui';

/** The ERPs that know the customer, and so decide its fields. */
function useErps({ externalIds }: Customer): readonly SourceSystem[] {
  const codes = externalIds.map(({ sourceSystem }) => sourceSystem);
  return useSourceSystems().filter(({ code }) => codes.includes(code));
}

/** Why a field cannot be typed over, naming the ERP. */
export function useOwnerText(customer: Customer): string {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const names = useErps(customer).map(({ name }) => name);
  return names.length === 0 ? t('erpOwned.reason') : t('erpOwned.reasonOf', { sources: format.list(names) });
}

/** The same, with the way to change it for those who may. */
export function OwnerReason({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const text = useOwnerText(customer);
  const erps = useErps(customer);
  const canChange = useCan(Permission.SOURCES_WRITE);
  return (
    <>
      {text}
      {canChange &&
        erps.map(({ id, name }) => (
          <Fragment key={id}>
            {' '}
            <TextLink to="/erp/$sourceId/settings" params={{ sourceId: id }} hash="ownership" inherit td="underline">
              {t('erpOwned.settings', { source: name })}
            </TextLink>
          </Fragment>
        ))}
    </>
  );
}
