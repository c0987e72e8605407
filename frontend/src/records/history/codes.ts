import type { DescEnum, DescField, DescMessage } from '@bufbuild/protobuf';

/**
 * The enum that the codes at a path are of. A part of the path that is no field is the key of one of several
 * messages, as in "ownership.taxId.domestic".
 */
export function enumAt(schema: DescMessage, path: readonly string[]): DescEnum | undefined {
  let message: DescMessage | undefined = schema;
  let found: DescEnum | undefined;
  for (const part of path) {
    const field: DescField | undefined = message?.fields.find(({ jsonName }) => jsonName === part);
    if (!field) continue;
    message = field.message;
    found = field.enum;
  }
  return found;
}

/** The number of an enum value that a history calls "intra_eu"; nothing for one that is unknown here. */
export function numberOf(desc: DescEnum, code: string): number | undefined {
  return desc.values.find(({ localName }) => localName.toLowerCase() === code)?.number;
}
