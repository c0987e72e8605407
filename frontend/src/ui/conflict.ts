import { toJson, type DescField, type DescMessage, type MessageShape } from '@bufbuild/protobuf';

export type Choice = 'mine' | 'theirs';

/** What is decided on as one: a field, or a oneof with all of its fields. */
export type Member = DescMessage['members'][number];

/** The fields of a member: of a oneof all, because setting one of them clears the others. */
export function fieldsOf(member: Member): readonly DescField[] {
  return member.kind === 'oneof' ? member.fields : [member];
}

/**
 * Three-way comparison of a record: base is what the form started from, mine what it holds now, theirs what the
 * server has now. Only members that both sides changed, and differently, are conflicts; one-sided changes merge themselves.
 */
export function findConflicts<Desc extends DescMessage>(
  schema: Desc,
  base: MessageShape<Desc>,
  mine: MessageShape<Desc>,
  theirs: MessageShape<Desc>,
  members: readonly Member[],
): Member[] {
  const [before, ours, others] = [base, mine, theirs].map((message) => fieldTexts(schema, message));
  return members.filter((member) => {
    const [was, our, other] = [before, ours, others].map((texts) => fieldsOf(member).map((field) => texts?.get(field)).join());
    return our !== was && other !== was && our !== other;
  });
}

function fieldTexts<Desc extends DescMessage>(schema: Desc, message: MessageShape<Desc>): Map<DescField, string> {
  const json = toJson(schema, message);
  const entries = typeof json === 'object' && json !== null ? Object.entries(json) : [];
  return new Map(schema.fields.map((field) => [field, JSON.stringify(entries.find(([key]) => key === field.jsonName)?.[1] ?? null)]));
}
