import { useTranslation } from 'react-i18next';
import { FieldOwnerSchema } from '@/gen/kartoteka/v1/ownership_pb';
import type { SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useEnumLabel } from '@/i18n';
import { OwnershipForm } from './OwnershipForm';
import { OwnershipTable } from './OwnershipTable';
import { SettingsSection } from './SettingsSection';

/** Whose each field is: the ERP's, the shop's or both's, by where the customer is taxed (SYNC-5, CUST-10). */
export function OwnershipSection({ source }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  return (
    <SettingsSection
      id="ownership"
      title={t('section.ownership')}
      description={t('ownership.explain')}
      view={<OwnershipView source={source} />}
      edit={(close) => <OwnershipForm source={source} close={close} />}
    />
  );
}

function OwnershipView({ source }: { source: SourceSystem }) {
  const label = useEnumLabel();
  return <OwnershipTable rows={source.ownership} cell={(row, region) => label(FieldOwnerSchema, row[region])} />;
}
