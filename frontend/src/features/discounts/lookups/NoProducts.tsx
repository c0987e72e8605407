import { Alert } from '@mantine/core';
import { IconPackages } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { TextLink } from '@/ui';
import { useHasProducts } from './queries';

/** An empty catalogue says where products come from, in place of searches that would find nothing. */
export function NoProducts() {
  const { t } = useTranslation('discounts');
  if (useHasProducts() !== false) return null;
  return (
    <Alert color="blue" icon={<IconPackages size={18} aria-hidden />} title={t('noProducts.title')}>
      {t('noProducts.explain')}{' '}
      <TextLink to="/erp" inherit td="underline">
        {t('noProducts.link')}
      </TextLink>
    </Alert>
  );
}
