import { Alert, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TextLink } from '@/ui';
import { useCustomer } from './queries';

interface TwinNoticeProps {
  /** The other customer with the same tax ID. */
  customerId: string;
  /** Whether a second customer is about to be added. */
  asks?: boolean;
}

/** Says who else has the tax ID: as a rule it is the same company twice. */
export function TwinNotice({ customerId, asks = false }: TwinNoticeProps) {
  const { t } = useTranslation('customers');
  const twin = useCustomer(customerId).data?.customer;
  return (
    <Alert role={asks ? 'alert' : 'note'} color="yellow" icon={<IconUsers size={18} aria-hidden />} title={t('twin.title')}>
      <Text size="sm" component="div">
        {t('twin.lead')}{' '}
        <TextLink to="/customers/$customerId" params={{ customerId }} inherit {...(asks ? { target: '_blank' } : {})}>
          {twin ? `${twin.name} (${twin.number})` : t('twin.other')}
        </TextLink>
        {asks && <div>{t('twin.ask')}</div>}
      </Text>
    </Alert>
  );
}
