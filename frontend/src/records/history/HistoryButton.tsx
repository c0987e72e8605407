import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HistorySubject } from '@/gen/kartoteka/v1/history_service_pb';
import { HistoryDialog } from './HistoryDialog';

interface HistoryButtonProps {
  subject: HistorySubject;
  id: string;
  /** What the thing is called. */
  name: string;
}

/** Opens the history of a thing that has no page of its own. */
export function HistoryButton({ name, ...props }: HistoryButtonProps) {
  const { t } = useTranslation('common');
  const [opened, { open, close }] = useDisclosure(false);
  const label = t('history.of', { name });
  return (
    <>
      <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} onClick={open}>
        <IconHistory size={16} aria-hidden />
      </ActionIcon>
      <HistoryDialog {...props} name={name} opened={opened} onClose={close} />
    </>
  );
}
