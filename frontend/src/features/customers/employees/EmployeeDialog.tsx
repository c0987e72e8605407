import { Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EnumField, FieldGrid, ProtoFormBox, SwitchField, TextField, useProtoForm, type ProtoForm } from '@/forms';
import { EmployeeRole, EmployeeRoleSchema, EmployeeSchema, type Employee } from '@/gen/kartoteka/v1/employee_service_pb';
import { EditForm, useEditForm, useFacts } from '@/records';
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

function employeeValues({ email, firstName, lastName, phone, role }: Employee): EmployeeValues {
  return { email, firstName, lastName, phone, role, makeDefault: false };
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
  const update = useUpdateEmployee();
  const edit = useEditForm({
    facts: useFacts(EmployeeSchema, 'customers'),
    record: employee,
    loadLatest: useLatestEmployee(employee),
    prefix: 'employee',
    name: t('employee.edit'),
    valuesOf: employeeValues,
    toMessage: employeeMessage,
    save: (change, updateMask) => update.mutateAsync({ employee: change, updateMask }),
    close,
  });
  return (
    <Modal opened onClose={close} title={t('employee.edit')} closeOnClickOutside={false}>
      <EditForm edit={edit}>
        <EmployeeFields form={edit.form} />
      </EditForm>
    </Modal>
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
