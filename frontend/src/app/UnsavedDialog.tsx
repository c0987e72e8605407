import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFocusReturn } from '@/ui/focus';

interface UnsavedDialogProps {
  /** The forms that would lose something. */
  names: readonly string[];
  onStay: () => void;
  onLeave: () => void;
}

export function UnsavedDialog({ names, onStay, onLeave }: UnsavedDialogProps) {
  const { t } = useTranslation('common');
  useFocusReturn(true);
  return (
    <Modal opened onClose={onStay} title={t('unsaved.title')}>
      <Stack gap="md">
        <Text size="sm">{t('unsaved.explain')}</Text>
        <List size="sm">
          {names.map((name) => (
            <List.Item key={name}>{name}</List.Item>
          ))}
        </List>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onLeave}>
            {t('unsaved.leave')}
          </Button>
          <Button data-autofocus onClick={onStay}>
            {t('unsaved.stay')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
