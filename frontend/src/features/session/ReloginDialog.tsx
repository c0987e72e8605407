import { Anchor, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SignInForm } from './SignInForm';

/** The session ended under an open page: the page, with all that was typed into it, waits behind this dialog. */
export function ReloginDialog({ email }: { email: string }) {
  const { t } = useTranslation('common');
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('session.lostTitle')}
      size="sm"
      zIndex={500}
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('session.lost')}
        </Text>
        <SignInForm email={email} onSignedIn={() => undefined} />
        <Anchor size="sm" href="/sign-in" ta="center">
          {t('session.someoneElse')}
        </Anchor>
      </Stack>
    </Modal>
  );
}
