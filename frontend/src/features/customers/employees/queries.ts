import { createQueryOptions, useMutation, useQuery, useTransport } from '@connectrpc/connect-query';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { EmployeeService, type Employee } from '@/gen/kartoteka/v1/employee_service_pb';
import { useInvalidate } from '@/rpc/invalidate';

const { listEmployees } = EmployeeService.method;
const { getCustomer, listCustomers, countCustomers } = CustomerService.method;

export function useEmployees(customerId: string) {
  return useQuery(listEmployees, { customerId });
}

/** Reads one employee past the cache. */
export function useLatestEmployee({ id, customerId }: Employee): () => Promise<Employee> {
  const client = useQueryClient();
  const transport = useTransport();
  return useCallback(async () => {
    const { employees } = await client.query({ ...createQueryOptions(listEmployees, { customerId }, { transport }), staleTime: 0 });
    const found = employees.find((employee) => employee.id === id);
    if (!found) throw new Error('the employee is gone');
    return found;
  }, [client, transport, id, customerId]);
}

/** A default employee decides whether the customer needs attention, so the customer is read again too (CUST-8). */
function useEmployeesChanged(): () => Promise<void> {
  const refresh = useInvalidate();
  return () => refresh(listEmployees, getCustomer, listCustomers, countCustomers);
}

export function useCreateEmployee() {
  return useMutation(EmployeeService.method.createEmployee, { onSuccess: useEmployeesChanged() });
}

export function useUpdateEmployee() {
  return useMutation(EmployeeService.method.updateEmployee, { onSuccess: useEmployeesChanged() });
}

export function useDeleteEmployee() {
  return useMutation(EmployeeService.method.deleteEmployee, { onSuccess: useEmployeesChanged() });
}

export function useSetDefaultEmployee() {
  return useMutation(EmployeeService.method.setDefaultEmployee, { onSuccess: useEmployeesChanged() });
}

export function useBlockEmployee() {
  return useMutation(EmployeeService.method.blockEmployee, { onSuccess: useEmployeesChanged() });
}

export function useUnblockEmployee() {
  return useMutation(EmployeeService.method.unblockEmployee, { onSuccess: useEmployeesChanged() });
}
