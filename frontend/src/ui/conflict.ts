import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { toJson } from '@bufbuild/protobuf';

export type Choice = 'mine' | 'theirs';

/**
 * Three-way comparison of a record: base is what the form started from, mine what it holds now, theirs what the
 * server has now. Only fields that both sides changed, and differently, are conflicts; one-sided changes merge themselves.
 */
export function findConflicts<Desc extends DescMessage>(
  schema: Desc,
  base: MessageShape<Desc>,
  mine: MessageShape<Desc>,
  theirs: MessageShape<Desc>,
  fields: readonly string[],
): string[] {
  const [before, ours, others] = [base, mine, theirs].map((message) => fieldTexts(schema, message));
  return fields.filter((field) => {
    const [was, our, other] = [before?.get(field), ours?.get(field), others?.get(field)];
    return our !== was && other !== was && our !== other;
  });
}

function fieldTexts<Desc extends DescMessage>(schema: Desc, message: MessageShape<Desc>): Map<string, string> {
  const json = toJson(schema, message);
  const entries = typeof json === 'object' && json !== null ? Object.entries(json) : [];
  return new Map(
    schema.fields.map((field) => [field.localName, JSON.stringify(entries.find(([key]) => key === field.jsonName)?.[1] ?? null)]),
  );
}
