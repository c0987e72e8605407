import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import type { Customer } from '@/gen/kartoteka/v1/customer_pb';
import type { Employee } from '@/gen/kartoteka/v1/employee_service_pb';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { ConfirmTyped, notify, Section } from '@/ui';
import { Nothing } from '../Nothing';
import { EditEmployeeDialog, NewEmployeeDialog } from './EmployeeDialog';
import { employeeName, EmployeeRow } from './EmployeeRow';
import classes from './employees.module.css';
import { useBlockEmployee, useDeleteEmployee, useEmployees, useSetDefaultEmployee, useUnblockEmployee } from './queries';

type Dialog = { kind: 'new' } | { kind: 'edit' | 'delete' | 'block'; employee: Employee };

interface EmployeesSectionProps {
  customer: Customer;
  canEdit: boolean;
}

/** The people who log in for the customer (EMPL). */
export function EmployeesSection({ customer, canEdit }: EmployeesSectionProps) {
  const { t } = useTranslation('customers');
  const canBlock = useCan(Permission.CUSTOMERS_DECIDE);
  const query = useEmployees(customer.id);
  const employees = query.data?.employees ?? [];
  const [dialog, setDialog] = useState<Dialog>();
  const { makeDefault, unblock } = useQuickActions();
  const close = () => setDialog(undefined);
  const addButton = canEdit && (
    <Button size="xs" variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setDialog({ kind: 'new' })}>
      {t('employee.add')}
    </Button>
  );
  return (
    <Section id="employees" title={t('section.employees')} actions={query.data && addButton} query={query} flush={employees.length > 0}>
      {employees.length === 0 ? (
        <Nothing title={t('employee.empty')} hint={t('employee.emptyHint')} />
      ) : (
        <ul className={classes.list}>
          {employees.map((employee) => (
            <EmployeeRow
              key={employee.id}
              employee={employee}
              canEdit={canEdit}
              canBlock={canBlock}
              onEdit={() => setDialog({ kind: 'edit', employee })}
              onMakeDefault={() => makeDefault(employee)}
              onBlock={() => setDialog({ kind: 'block', employee })}
              onUnblock={() => unblock(employee)}
              onDelete={() => setDialog({ kind: 'delete', employee })}
            />
          ))}
        </ul>
      )}
      {dialog?.kind === 'new' && <NewEmployeeDialog customerId={customer.id} hasDefault={employees.some(({ isDefault }) => isDefault)} close={close} />}
      {dialog?.kind === 'edit' && <EditEmployeeDialog employee={dialog.employee} close={close} />}
      {dialog?.kind === 'block' && <BlockEmployeeDialog employee={dialog.employee} close={close} />}
      {dialog?.kind === 'delete' && <DeleteEmployeeDialog employee={dialog.employee} close={close} />}
    </Section>
  );
}

/** What is easily taken back needs no question. */
function useQuickActions() {
  const { t } = useTranslation('customers');
  const setDefault = useSetDefaultEmployee();
  const lift = useUnblockEmployee();
  const say = (text: string) => ({ onSuccess: () => notify.success(text), onError: notify.failure });
  return {
    makeDefault: ({ id, etag }: Employee) => setDefault.mutate({ id, etag }, say(t('employee.madeDefault'))),
    unblock: ({ id, etag }: Employee) => lift.mutate({ id, etag }, say(t('employee.unblocked'))),
  };
}

interface EmployeeDialogProps {
  employee: Employee;
  close: () => void;
}

function BlockEmployeeDialog({ employee, close }: EmployeeDialogProps) {
  const { t } = useTranslation('customers');
  const block = useBlockEmployee();
  return (
    <ConfirmTyped
      opened
      onClose={close}
      title={t('employee.blockTitle', { who: employeeName(employee) || employee.email })}
      confirmLabel={t('employee.block')}
      onConfirm={() => block.mutateAsync({ id: employee.id, etag: employee.etag })}
    >
      {t('employee.blockExplain')}
    </ConfirmTyped>
  );
}

function DeleteEmployeeDialog({ employee, close }: EmployeeDialogProps) {
  const { t } = useTranslation('customers');
  const remove = useDeleteEmployee();
  return (
    <ConfirmTyped
      opened
      onClose={close}
      title={t('employee.deleteTitle', { who: employeeName(employee) || employee.email })}
      confirmLabel={t('common:action.delete')}
      onConfirm={() => remove.mutateAsync({ id: employee.id, etag: employee.etag })}
    >
      <p>{t('employee.deleteExplain')}</p>
      {employee.isDefault && <p>{t('employee.deleteDefault')}</p>}
    </ConfirmTyped>
  );
}
