import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { LinkButton } from '@/ui';

export function NewDiscountButton() {
  const { t } = useTranslation('discounts');
  if (!useCan(Permission.DISCOUNTS_WRITE)) return null;
  return (
    <LinkButton to="/discounts/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t('new.action')}
    </LinkButton>
  );
}
