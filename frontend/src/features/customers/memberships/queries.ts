import { CustomerService } from '@/gen/kartoteka/v1/customer_service_pb';
import { GroupService } from '@/gen/kartoteka/v1/group_service_pb';
import { useChange } from '@/records';

const { getCustomer, listCustomers } = CustomerService.method;
const { addMembers, removeMembers, listGroups, getGroup } = GroupService.method;
/** Groups count their members, so they are read again as well. */
const shown = [getCustomer, listCustomers, listGroups, getGroup];

export function useAddMembers() {
  return useChange(addMembers, ...shown);
}

export function useRemoveMembers() {
  return useChange(removeMembers, ...shown);
}
