import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { EditableSection } from '@/ui';

interface SettingsSectionProps {
  id: string;
  title: string;
  description?: string;
  flush?: boolean;
  view: ReactNode;
  edit: (close: () => void) => ReactNode;
}

/** A section of the settings: for those who may, a form of its own; for others, who may. */
export function SettingsSection(props: SettingsSectionProps) {
  const { t } = useTranslation('erp');
  const canWrite = useCan(Permission.SOURCES_WRITE);
  return <EditableSection {...props} canEdit={canWrite} locked={t('readOnly')} />;
}
