import { Alert, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The customer of this page has just been added. */
    isNew?: boolean;
  }
}

/** After adding: the default employee was made along with the customer, and has no password yet (EMPL-1). */
export function CreatedNotice({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const isNew = useRouterState({ select: (state) => state.location.state.isNew ?? false });
  const [isDismissed, setDismissed] = useState(false);
  if (!isNew || isDismissed) return null;
  return (
    <Alert
      color="green"
      role="status"
      icon={<IconCircleCheck size={18} aria-hidden />}
      title={t('new.savedTitle', { number: customer.number })}
      withCloseButton
      closeButtonLabel={t('common:action.close')}
      onClose={() => setDismissed(true)}
    >
      <Text size="sm">{t('new.savedExplain', { email: customer.email })}</Text>
    </Alert>
  );
}
