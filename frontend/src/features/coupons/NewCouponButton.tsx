import { Button, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { CreateCouponDialog } from './CreateCouponDialog';

interface NewCouponButtonProps extends ButtonProps {
  /** Whom the coupon is for, to begin with. */
  customerId?: string;
}

export function NewCouponButton({ customerId = '', ...props }: NewCouponButtonProps) {
  const { t } = useTranslation('coupons');
  const [isCreating, creating] = useDisclosure(false);
  if (!useCan(Permission.DISCOUNTS_WRITE)) return null;
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={creating.open} {...props}>
        {t('new')}
      </Button>
      <CreateCouponDialog opened={isCreating} onClose={creating.close} customerId={customerId} />
    </>
  );
}
