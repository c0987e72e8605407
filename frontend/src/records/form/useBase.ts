import { create, type DescMessage, type MessageInitShape, type MessageShape } from '@bufbuild/protobuf';
import { useState } from 'react';
import { maskOfChanges } from '@/forms';

/**
 * What a form started from. The record may be read again while the form is open; as long as the form would begin with
 * the same, the newer one takes its place: a save in another section must not look like somebody else's change, and
 * somebody else's change to these very fields must not be overwritten unseen.
 */
export function useBase<Desc extends DescMessage, Row extends MessageShape<Desc>>(
  schema: Desc,
  record: Row,
  messageOf: (record: Row) => MessageInitShape<Desc>,
): Row {
  const [opened] = useState(record);
  if (record === opened) return record;
  const [before, now] = [opened, record].map((version) => create(schema, messageOf(version)));
  return before && now && maskOfChanges(schema, before, now).paths.length === 0 ? record : opened;
}
