import { useQuery } from '@connectrpc/connect-query';
import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { EmployeeService, type Employee } from '@/gen/kartoteka/v1/employee_service_pb';
import { useChange, useLatest } from '@/records';

const { listEmployees, ...method } = EmployeeService.method;
const { getCustomer, listCustomers, countCustomers } = CustomerService.method;
/** A default employee decides whether the customer needs attention, so the customer is read again too (CUST-8). */
const shown = [listEmployees, getCustomer, listCustomers, countCustomers];

export function useEmployees(customerId: string) {
  return useQuery(listEmployees, { customerId });
}

export function useLatestEmployee({ id, customerId }: Employee): () => Promise<Employee> {
  return useLatest(listEmployees, { customerId }, ({ employees }) => employees.find((employee) => employee.id === id));
}

export function useCreateEmployee() {
  return useChange(method.createEmployee, ...shown);
}

export function useUpdateEmployee() {
  return useChange(method.updateEmployee, ...shown);
}

export function useDeleteEmployee() {
  return useChange(method.deleteEmployee, ...shown);
}

export function useSetDefaultEmployee() {
  return useChange(method.setDefaultEmployee, ...shown);
}

export function useBlockEmployee() {
  return useChange(method.blockEmployee, ...shown);
}

export function useUnblockEmployee() {
  return useChange(method.unblockEmployee, ...shown);
}
