import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { toFailure, type Failure } from '@/rpc/errors';
import { FailureAlert } from './FailureAlert';
import { useFocusReturn } from './focus';

interface ConfirmTypedProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will happen, in full. */
  children: ReactNode;
  /** The person types this before the button works; without it one press is enough. */
  expected?: string;
  confirmLabel: string;
  /** A destructive action is red. */
  danger?: boolean;
  onConfirm: () => Promise<unknown>;
}

/** A question before something that is hard to take back. It stays open, with the reason, when the action fails. */
export function ConfirmTyped({ opened, onClose, title, ...rest }: ConfirmTypedProps) {
  useFocusReturn(opened);
  return (
    <Modal opened={opened} onClose={onClose} title={title} returnFocus={false}>
      {opened && <ConfirmBody onClose={onClose} {...rest} />}
    </Modal>
  );
}

type ConfirmBodyProps = Omit<ConfirmTypedProps, 'opened' | 'title'>;

function ConfirmBody({ onClose, children, expected, confirmLabel, danger = true, onConfirm }: ConfirmBodyProps) {
  const { t } = useTranslation('common');
  const [typed, setTyped] = useState('');
  const [isRunning, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const isReady = expected === undefined || typed.trim() === expected;

  async function confirm(event: SyntheticEvent) {
    event.preventDefault();
    event.stopPropagation();
    if (!isReady || isRunning) return;
    setRunning(true);
    setFailure(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (cause) {
      setFailure(toFailure(cause));
      setRunning(false);
    }
  }

  return (
    <form onSubmit={(event) => void confirm(event)} noValidate>
      <Stack gap="md">
        {failure && <FailureAlert failure={failure} />}
        <Text component="div" size="md">
          {children}
        </Text>
        {expected !== undefined && (
          <TextInput
            data-autofocus
            autoComplete="off"
            label={t('confirm.type', { expected })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus={expected === undefined || undefined}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" color={danger ? 'red' : undefined} disabled={!isReady} loading={isRunning}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
