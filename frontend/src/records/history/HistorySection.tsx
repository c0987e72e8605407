import { useTranslation } from 'react-i18next';
import type { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { Section } from '@/ui';
import { History } from './History';

interface HistorySectionProps {
  subject: HistorySubject;
  id: string;
}

/** The history of the thing whose page it is. */
export function HistorySection(props: HistorySectionProps) {
  const { t } = useTranslation('common');
  return (
    <Section id="history" title={t('history.title')}>
      <History {...props} />
    </Section>
  );
}
