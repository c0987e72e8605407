import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './SecretDialog.module.css';

interface SecretDialogProps {
  /** What is shown; the dialog is open while there is one. */
  secret: string | undefined;
  title: string;
  /** Whose it is and what to do with it. */
  children: ReactNode;
  onClose: () => void;
}

/** A secret that the server tells once: only the button closes the dialog, so that no slip loses it. */
export function SecretDialog({ secret = '', title, children, onClose }: SecretDialogProps) {
  const { t } = useTranslation('common');
  return (
    <Modal opened={secret !== ''} onClose={onClose} title={title} size="lg" closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false}>
      <Stack gap="md">
        <Text size="sm">{children}</Text>
        <div className={classes.secret}>
          <code aria-label={title}>{secret}</code>
          <CopyButton value={secret} timeout={2000}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                size="xs"
                data-autofocus
                leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
                onClick={copy}
              >
                {t(copied ? 'action.copied' : 'action.copy')}
              </Button>
            )}
          </CopyButton>
        </div>
        <Text size="sm" fw={550}>
          {t('secret.once')}
        </Text>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('secret.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
