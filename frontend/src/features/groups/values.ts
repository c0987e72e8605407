import type { MessageInitShape } from '@bufbuild/protobuf';
import type { Group, GroupSchema } from '@/gen/kartoteka/v1/group_service_pb';

/** What the form of a group holds. */
export interface GroupValues {
  name: string;
  description: string;
  sortOrder: number | string;
  approvalRequired: boolean;
  color: string;
  codes: { sourceSystem: string; code: string }[];
}

export const newGroup: GroupValues = { name: '', description: '', sortOrder: 0, approvalRequired: false, color: '', codes: [] };

export function groupValues(group: Group): GroupValues {
  const { name, description, sortOrder, approvalRequired, color } = group;
  return { name, description, sortOrder, approvalRequired, color, codes: group.codes.map(({ sourceSystem, code }) => ({ sourceSystem, code })) };
}

/** An emptied number field is text, and means the default place. */
export function groupMessage(values: GroupValues): MessageInitShape<typeof GroupSchema> {
  return { ...values, name: values.name.trim(), sortOrder: Number(values.sortOrder) };
}
