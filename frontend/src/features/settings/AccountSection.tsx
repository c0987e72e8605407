import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/app/context';
import { ChangePasswordDialog } from '@/features/session/public';
import { StaffRoleSchema } from '@/gen/kartoteka/v1/staff_service_pb';
import { useEnumLabel, useFormat } from '@/i18n';
import { DataList, Section } from '@/ui';

/** Who I am here; name, e-mail and role are an owner's to change. */
export function AccountSection() {
  const { t } = useTranslation('settings');
  const label = useEnumLabel();
  const format = useFormat();
  const { staff } = useSession();
  const [isChanging, changing] = useDisclosure(false);
  return (
    <Section
      id="account"
      title={t('section.account')}
      description={t('account.explain')}
      actions={
        <Button variant="default" size="xs" leftSection={<IconLock size={15} aria-hidden />} onClick={changing.open}>
          {t('common:session.changePassword')}
        </Button>
      }
    >
      <DataList
        items={[
          { label: t('account.name'), value: staff?.name },
          { label: t('common:session.email'), value: staff?.email },
          { label: t('account.role'), value: staff && label(StaffRoleSchema, staff.role) },
          { label: t('account.lastSignIn'), value: staff?.lastSignInTime && format.dateTime(staff.lastSignInTime) },
        ]}
      />
      {isChanging && <ChangePasswordDialog onClose={changing.close} />}
    </Section>
  );
}
