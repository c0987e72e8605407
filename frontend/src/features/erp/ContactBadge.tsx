import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { StatusBadge, type Tone } from '@/ui';
import { contactOf, type Contact } from './contact';

const tones: Record<Contact, Tone> = { never: 'neutral', silent: 'waiting', recent: 'positive' };

export function ContactBadge({ source }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  const contact = contactOf(source);
  return (
    <StatusBadge tone={tones[contact]} icon={contact === 'silent' && <IconAlertTriangle size={13} aria-hidden />} style={{ flex: 'none' }}>
      {t(`contact.${contact}`)}
    </StatusBadge>
  );
}
