import { create, toJson, type DescMessage, type JsonValue, type MessageShape } from '@bufbuild/protobuf';
import { FieldMaskSchema, type FieldMask } from '@bufbuild/protobuf/wkt';

/** The top-level fields in which two messages differ, as the mask of an update. */
export function maskOfChanges<Desc extends DescMessage>(
  schema: Desc,
  before: MessageShape<Desc>,
  after: MessageShape<Desc>,
): FieldMask {
  const old = asRecord(toJson(schema, before));
  const now = asRecord(toJson(schema, after));
  const changed = schema.fields.filter((field) => JSON.stringify(old[field.jsonName]) !== JSON.stringify(now[field.jsonName]));
  return create(FieldMaskSchema, { paths: changed.map((field) => field.name) });
}

function asRecord(value: JsonValue): Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
