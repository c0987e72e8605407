import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { History } from './History';

interface HistoryDialogProps {
  subject: HistorySubject;
  id: string;
  /** What the thing is called. */
  name: string;
  opened: boolean;
  onClose: () => void;
}

/** The history of a thing that has no page of its own. */
export function HistoryDialog({ subject, id, name, opened, onClose }: HistoryDialogProps) {
  const { t } = useTranslation('common');
  return (
    <Modal opened={opened} onClose={onClose} title={t('history.of', { name })} size="lg">
      {opened && <History subject={subject} id={id} />}
    </Modal>
  );
}
