import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots, IconLock, IconLockOpen, IconPencil, IconStar, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmployeeRoleSchema, type Employee } from '@/gen/kartoteka/v1/employee_service_pb';
import { useEnumLabel } from '@/i18n';
import { StatusBadge } from '@/ui';
import classes from './employees.module.css';

export interface EmployeeActions {
  onEdit: () => void;
  onMakeDefault: () => void;
  onBlock: () => void;
  onUnblock: () => void;
  onDelete: () => void;
}

interface EmployeeRowProps extends EmployeeActions {
  employee: Employee;
  canEdit: boolean;
  canBlock: boolean;
}

export function EmployeeRow({ employee, ...actions }: EmployeeRowProps) {
  const { t } = useTranslation('customers');
  const enumLabel = useEnumLabel();
  const { isDefault, blocked, hasPassword, phone, sourceSystem } = employee;
  const name = employeeName(employee);
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <Text size="sm" fw={600}>
          {name || employee.email}
        </Text>
        <Text size="sm" c="dimmed">
          {[name === '' ? '' : employee.email, phone].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <Text size="sm" className={classes.role}>
        {enumLabel(EmployeeRoleSchema, employee.role)}
        {sourceSystem !== '' && (
          <Text span size="sm" c="dimmed">
            {' · '}
            {t('employee.fromErp', { source: sourceSystem })}
          </Text>
        )}
      </Text>
      <div className={classes.badges}>
        {isDefault && <StatusBadge tone="positive">{t('employee.default')}</StatusBadge>}
        {blocked && (
          <StatusBadge tone="negative" icon={<IconLock size={13} aria-hidden />}>
            {t('employee.blocked')}
          </StatusBadge>
        )}
        {!hasPassword && <StatusBadge tone="neutral">{t('employee.noPassword')}</StatusBadge>}
      </div>
      <EmployeeMenu employee={employee} {...actions} />
    </li>
  );
}

function EmployeeMenu({ employee, canEdit, canBlock, ...on }: EmployeeRowProps) {
  const { t } = useTranslation('customers');
  if (!canEdit && !canBlock) return null;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          className={classes.menu}
          aria-label={t('employee.actions', { who: employeeName(employee) || employee.email })}
          data-print="hide"
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {canEdit && (
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={on.onEdit}>
            {t('common:action.edit')}
          </Menu.Item>
        )}
        {canEdit && !employee.isDefault && (
          <Menu.Item leftSection={<IconStar size={16} aria-hidden />} onClick={on.onMakeDefault}>
            {t('employee.makeDefault')}
          </Menu.Item>
        )}
        {canBlock && employee.blocked && (
          <Menu.Item leftSection={<IconLockOpen size={16} aria-hidden />} onClick={on.onUnblock}>
            {t('employee.unblock')}
          </Menu.Item>
        )}
        {canBlock && !employee.blocked && (
          <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={on.onBlock}>
            {t('employee.block')}
          </Menu.Item>
        )}
        {canEdit && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={on.onDelete}>
            {t('common:action.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

export function employeeName({ firstName, lastName }: Employee): string {
  return [firstName, lastName].filter(Boolean).join(' ');
}
