import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots, IconLock, IconPencil, IconStar, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { AddressTypeSchema, type Address } from '@/gen/kartoteka/v1/address_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { StatusBadge } from '@/ui';
import { addressLines } from './address';
import classes from './addresses.module.css';

interface AddressCardProps {
  address: Address;
  canEdit: boolean;
  onEdit: () => void;
  onMakeDefault: () => void;
  onDelete: () => void;
}

export function AddressCard({ address, canEdit, ...actions }: AddressCardProps) {
  const { t } = useTranslation('customers');
  const enumLabel = useEnumLabel();
  const format = useFormat();
  const isErpOwned = address.sourceSystem !== '';
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <StatusBadge tone="neutral">{enumLabel(AddressTypeSchema, address.type)}</StatusBadge>
        {address.isDefault && <StatusBadge tone="positive">{t('address.default')}</StatusBadge>}
        {address.label !== '' && (
          <Text size="sm" fw={600}>
            {address.label}
          </Text>
        )}
        <span className={classes.spring} />
        {canEdit && !isErpOwned && <AddressMenu address={address} {...actions} />}
      </div>
      <address className={classes.lines}>
        {addressLines(address).map((line, index) => (
          <div key={index}>{line}</div>
        ))}
        <div>{format.country(address.country)}</div>
        {address.phone !== '' && <div>{t('address.phoneLine', { phone: address.phone })}</div>}
        {address.pickupPoint !== '' && <div>{t('address.pickupPointLine', { code: address.pickupPoint })}</div>}
      </address>
      {isErpOwned && (
        <Text size="xs" c="dimmed" className={classes.owned}>
          <IconLock size={13} aria-hidden /> {t('erpOwned.address', { source: address.sourceSystem })}
        </Text>
      )}
    </li>
  );
}

function AddressMenu({ address, onEdit, onMakeDefault, onDelete }: Omit<AddressCardProps, 'canEdit'>) {
  const { t } = useTranslation('customers');
  const what = address.label || addressLines(address).join(', ');
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('address.actions', { what })} data-print="hide">
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
          {t('common:action.edit')}
        </Menu.Item>
        {!address.isDefault && (
          <Menu.Item leftSection={<IconStar size={16} aria-hidden />} onClick={onMakeDefault}>
            {t('address.makeDefault')}
          </Menu.Item>
        )}
        <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={onDelete}>
          {t('common:action.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
