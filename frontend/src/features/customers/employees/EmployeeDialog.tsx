import { Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EnumField, FieldGrid, ProtoFormBox, SwitchField, TextField, useMergingSave, useProtoForm, type ProtoForm } from '@/forms';
import { EmployeeRole, EmployeeRoleSchema, EmployeeSchema, type Employee } from '@/gen/kartoteka/v1/employee_service_pb';
import { useEnumLabel } from '@/i18n';
import { notify } from '@/ui';
import { useCreateEmployee, useLatestEmployee, useUpdateEmployee } from './queries';

interface EmployeeValues {
  email: string;
  firstName: string;
  lastName: string;
  phone: string;
  role: EmployeeRole;
  /** Asked for a new employee only. */
  makeDefault: boolean;
}

function employeeMessage({ email, firstName, lastName, phone, role }: EmployeeValues) {
  return { email, firstName, lastName, phone, role };
}

interface NewEmployeeProps {
  customerId: string;
  /** Whether the customer has a default employee; a first one becomes it by itself. */
  hasDefault: boolean;
  close: () => void;
}

export function NewEmployeeDialog({ customerId, hasDefault, close }: NewEmployeeProps) {
  const { t } = useTranslation('customers');
  const add = useCreateEmployee();
  const form = useProtoForm({
    schema: EmployeeSchema,
    prefix: 'employee',
    name: t('employee.add'),
    initialValues: { email: '', firstName: '', lastName: '', phone: '', role: EmployeeRole.BUYER, makeDefault: !hasDefault },
    toMessage: employeeMessage,
    submit: ({ message, values }) => add.mutateAsync({ customerId, employee: message, makeDefault: values.makeDefault }),
    onSaved: () => {
      notify.success(t('employee.added'));
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={t('employee.add')} closeOnClickOutside={false}>
      <ProtoFormBox form={form} onCancel={close} submitLabel={t('employee.add')}>
        <EmployeeFields form={form} />
        <SwitchField form={form} name="makeDefault" label={t('employee.makeDefault')} />
        <Text size="xs" c="dimmed">
          {t('employee.passwordLater')}
        </Text>
      </ProtoFormBox>
    </Modal>
  );
}

export function EditEmployeeDialog({ employee, close }: { employee: Employee; close: () => void }) {
  const { t } = useTranslation('customers');
  const enumLabel = useEnumLabel();
  const [base] = useState(employee);
  const update = useUpdateEmployee();
  const merging = useMergingSave({
    schema: EmployeeSchema,
    base,
    loadLatest: useLatestEmployee(employee),
    labelOf: (field) => t(`field.${field}`),
    show: (field, record) => employeeText(field, record, (role) => enumLabel(EmployeeRoleSchema, role)),
  });
  const { email, firstName, lastName, phone, role } = base;
  const form = useProtoForm({
    schema: EmployeeSchema,
    prefix: 'employee',
    name: t('employee.edit'),
    initialValues: { email, firstName, lastName, phone, role, makeDefault: false },
    toMessage: employeeMessage,
    submit: async (change) => {
      if (change.mask.paths.length === 0) return;
      await merging.save(change, async ({ message, mask, etag }) => {
        if (mask.paths.length === 0) return;
        await update.mutateAsync({ employee: { ...message, id: base.id, etag }, updateMask: mask });
      });
    },
    onSaved: close,
  });
  return (
    <>
      <Modal opened onClose={close} title={t('employee.edit')} closeOnClickOutside={false}>
        <ProtoFormBox form={form} onCancel={close}>
          <EmployeeFields form={form} />
        </ProtoFormBox>
      </Modal>
      {merging.dialog}
    </>
  );
}

function EmployeeFields({ form }: { form: ProtoForm<EmployeeValues> }) {
  const { t } = useTranslation('customers');
  return (
    <>
      <TextField form={form} name="email" type="email" label={t('field.email')} description={t('employee.emailHint')} autoComplete="off" required data-autofocus />
      <FieldGrid>
        <TextField form={form} name="firstName" label={t('field.firstName')} autoComplete="off" />
        <TextField form={form} name="lastName" label={t('field.lastName')} autoComplete="off" />
        <TextField form={form} name="phone" type="tel" label={t('field.phone')} autoComplete="off" />
        <EnumField form={form} name="role" desc={EmployeeRoleSchema} label={t('field.role')} />
      </FieldGrid>
    </>
  );
}

function employeeText(field: string, employee: Employee, roleLabel: (role: EmployeeRole) => string): string {
  if (field === 'role') return roleLabel(employee.role);
  const value: unknown = Object.entries(employee).find(([key]) => key === field)?.[1];
  return typeof value === 'string' && value !== '' ? value : '–';
}
