import { Alert } from '@mantine/core';
import { IconPackages } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TextLink } from '@/ui';
import { useHasProducts } from './queries';

/** An empty catalogue says where products come from, in place of searches that would find nothing. */
export function NoProducts() {
  const { t } = useTranslation('products');
  if (useHasProducts() !== false) return null;
  return (
    <Alert color="blue" icon={<IconPackages size={18} aria-hidden />} title={t('title')}>
      {t('explain')}{' '}
      <TextLink to="/erp" inherit td="underline">
        {t('link')}
      </TextLink>
    </Alert>
  );
}
