import { Avatar, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLock, IconLogout, IconSelector } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/context';
import { ChangePasswordDialog, useSignOut } from '@/features/session/public';
import { StaffRoleSchema } from '@/gen/kartoteka/v1/staff_service_pb';
import { useEnumLabel } from '@/i18n';
import { LanguageItems, SchemeItems } from './preferences';
import classes from './StaffMenu.module.css';

/** Who is signed in, and what they may set for themselves. */
export function StaffMenu() {
  const { t } = useTranslation('common');
  const label = useEnumLabel();
  const { staff, version } = useSession();
  const [isChanging, changing] = useDisclosure(false);
  const name = staff?.name ?? '';
  return (
    <>
      <Menu position="top-start" width={236} closeOnItemClick={false}>
        <Menu.Target>
          <button type="button" className={classes.target} aria-label={t('menu.account', { name })}>
            <Avatar size={30} radius="xl" color="petrol" name={name} aria-hidden>
              {initials(name)}
            </Avatar>
            <span className={classes.who}>
              <Text span size="sm" fw={550}>
                {name}
              </Text>
              <Text span size="xs" c="dimmed">
                {staff && label(StaffRoleSchema, staff.role)}
              </Text>
            </span>
            <IconSelector size={16} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{staff?.email}</Menu.Label>
          <Menu.Divider />
          <LanguageItems />
          <Menu.Divider />
          <SchemeItems />
          <Menu.Divider />
          <Menu.Item leftSection={<IconLock size={16} aria-hidden />} closeMenuOnClick onClick={changing.open}>
            {t('session.changePassword')}
          </Menu.Item>
          <SignOutItem />
          {version && <Menu.Label>{t('menu.version', { version })}</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      {isChanging && <ChangePasswordDialog onClose={changing.close} />}
    </>
  );
}

function SignOutItem() {
  const { t } = useTranslation('common');
  const signOut = useSignOut();
  return (
    <Menu.Item
      leftSection={<IconLogout size={16} aria-hidden />}
      closeMenuOnClick
      onClick={signOut}
    >
      {t('session.signOut')}
    </Menu.Item>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '').join('').toLocaleUpperCase();
}
