import { Anchor } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { EnumRadioField, FieldGrid, TextField, type ProtoForm } from '@/forms';
import { StaffRole, StaffRoleSchema } from '@/gen/kartoteka/v1/staff_service_pb';
import { RolesDialog } from './RolesDialog';
import type { StaffValues } from './values';

/** The fields of a staff member, the same when added and when edited. */
export function StaffFields({ form }: { form: ProtoForm<StaffValues> }) {
  const { t } = useTranslation('staff');
  const [isComparing, comparing] = useDisclosure(false);
  return (
    <>
      <FieldGrid>
        <TextField form={form} name="name" label={t('field.name')} maxLength={100} autoComplete="off" required data-autofocus />
        <TextField form={form} name="email" type="email" label={t('field.email')} maxLength={254} autoComplete="off" required />
      </FieldGrid>
      <EnumRadioField
        form={form}
        name="role"
        desc={StaffRoleSchema}
        label={t('field.role')}
        describe={(role) => t(`role.${StaffRole[role] ?? ''}`)}
      />
      <div>
        <Anchor component="button" type="button" size="sm" onClick={comparing.open}>
          {t('roles.open')}
        </Anchor>
      </div>
      <TextField form={form} name="code" label={t('field.code')} description={t('hint.code')} maxLength={100} autoComplete="off" />
      <RolesDialog opened={isComparing} onClose={comparing.close} />
    </>
  );
}
