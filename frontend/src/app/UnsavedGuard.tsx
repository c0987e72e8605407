import { Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { unsavedForms, useUnsavedNames } from '@/forms/unsaved';

/** Stands between unsaved changes and every way of leaving the page; the forms register themselves. */
export function UnsavedGuard() {
  const { t } = useTranslation('common');
  const names = useUnsavedNames();
  const blocker = useBlocker({
    withResolver: true,
    shouldBlockFn: ({ current, next }) => hasUnsaved() && current.pathname !== next.pathname,
    enableBeforeUnload: hasUnsaved,
  });
  return (
    <Modal opened={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={t('unsaved.title')}>
      <Stack gap="md">
        <Text size="sm">{t('unsaved.explain')}</Text>
        <List size="sm">
          {names.map((name) => (
            <List.Item key={name}>{name}</List.Item>
          ))}
        </List>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" color="red" onClick={() => blocker.proceed?.()}>
            {t('unsaved.leave')}
          </Button>
          <Button data-autofocus onClick={() => blocker.reset?.()}>
            {t('unsaved.stay')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function hasUnsaved(): boolean {
  return unsavedForms.snapshot().size > 0;
}
