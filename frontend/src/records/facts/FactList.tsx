import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import type { ReactNode } from 'react';
import { DataList } from '@/ui';
import type { Facts } from './useFacts';

interface FactListProps<Desc extends DescMessage> {
  facts: Facts<Desc>;
  record: MessageShape<Desc>;
  fields: readonly string[];
  /** Long texts, which take the whole width. */
  wide?: readonly string[];
  /** What a page has for more than reading: a link, a button to copy. */
  values?: Readonly<Record<string, ReactNode>>;
  /** What stands around a value, such as a padlock. */
  around?: (field: string, value: ReactNode) => ReactNode;
}

/** The facts of a record while nobody edits it. */
export function FactList<Desc extends DescMessage>({ facts, record, fields, wide, values, around }: FactListProps<Desc>) {
  const items = fields.map((field) => {
    const value = values?.[field] ?? facts.show(field, record);
    return { label: facts.label(field), value: around ? around(field, value) : value, wide: wide?.includes(field) ?? false };
  });
  return <DataList items={items} />;
}
