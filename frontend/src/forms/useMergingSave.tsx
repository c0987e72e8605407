import { create, isFieldSet, type DescMessage, type Message, type MessageInitShape, type MessageShape } from '@bufbuild/protobuf';
import { FieldMaskSchema, type FieldMask } from '@bufbuild/protobuf/wkt';
import { useRef, useState, type ReactNode } from 'react';
import { toFailure } from '@/rpc/errors';
import { fieldsOf, findConflicts, type Choice, type Member } from '@/ui/conflict';
import { ConflictDialog, type ConflictRow } from '@/ui/ConflictDialog';

type Entity = DescMessage & { field: Record<string, { localName: string }> };

interface MergingSaveOptions<Desc extends Entity> {
  schema: Desc;
  /** The record that the form started from. A refresh must not change it: keep it in a state. */
  base: MessageShape<Desc> & { etag: string };
  /** Reads the record as the server has it now. */
  loadLatest: () => Promise<MessageShape<Desc> & { etag: string }>;
  /** The label of a field, and that of a oneof for all of its fields. */
  labelOf: (field: string) => string;
  /** Shows the value of a field in the dialog; of a oneof it is asked for the field that the record has. */
  show: (field: string, record: MessageShape<Desc>) => ReactNode;
}

interface Attempt<Desc extends Entity> {
  message: MessageInitShape<Desc>;
  mask: FieldMask;
  etag: string;
}

interface Question {
  rows: ConflictRow[];
  answer: (choices: Record<string, Choice> | undefined) => void;
}

interface MergingSave<Desc extends Entity> {
  /**
   * Saves with the etag of the base. When somebody was faster it saves again over theirs, and first asks about the
   * fields that both changed, if there are any; when the person backs out the refusal is thrown for the form to show.
   * Where nothing is left to change nothing is sent, and the result is undefined.
   */
  save: <Result>(
    change: { message: MessageInitShape<Desc>; mask: FieldMask },
    send: (attempt: Attempt<Desc>) => Promise<Result>,
  ) => Promise<Result | undefined>;
  dialog: ReactNode;
}

export function useMergingSave<Desc extends Entity>(options: MergingSaveOptions<Desc>): MergingSave<Desc> {
  const [question, setQuestion] = useState<Question>();
  const latestOptions = useRef(options);
  latestOptions.current = options;

  function ask(rows: ConflictRow[]): Promise<Record<string, Choice> | undefined> {
    return new Promise((resolve) => {
      setQuestion({
        rows,
        answer: (choices) => {
          setQuestion(undefined);
          resolve(choices);
        },
      });
    });
  }

  return {
    save: async ({ message, mask }, send) => {
      const { schema, base, loadLatest } = latestOptions.current;
      if (mask.paths.length === 0) return undefined;
      try {
        return await send({ message, mask, etag: base.etag });
      } catch (cause) {
        if (toFailure(cause).kind !== 'conflict') throw cause;
        const theirs = await loadLatest();
        const rows = conflictRows(latestOptions.current, create(schema, message), theirs, mask);
        const choices = rows.length === 0 ? {} : await ask(rows);
        if (!choices) throw cause;
        const rest = withoutTheirs(schema, mask, choices);
        return rest.paths.length === 0 ? undefined : send({ message, mask: rest, etag: theirs.etag });
      }
    },
    dialog: (
      <ConflictDialog
        opened={question !== undefined}
        rows={question?.rows ?? []}
        onClose={() => question?.answer(undefined)}
        onResolve={(choices) => question?.answer(choices)}
      />
    ),
  };
}

function conflictRows<Desc extends Entity>(
  { schema, base, labelOf, show }: MergingSaveOptions<Desc>,
  mine: MessageShape<Desc>,
  theirs: MessageShape<Desc>,
  mask: FieldMask,
): ConflictRow[] {
  const changed = schema.members.filter((member) => fieldsOf(member).some((field) => mask.paths.includes(field.name)));
  return findConflicts(schema, base, mine, theirs, changed).map((member) => {
    const showIn = (record: MessageShape<Desc>) => show(heldIn(member, record), record);
    return { field: member.localName, label: labelOf(member.localName), base: showIn(base), mine: showIn(mine), theirs: showIn(theirs) };
  });
}

/** The field in which a record holds the member: of a oneof the one that is set. */
function heldIn(member: Member, record: Message): string {
  const fields = fieldsOf(member);
  return (fields.find((field) => isFieldSet(record, field)) ?? fields[0] ?? member).localName;
}

function withoutTheirs(schema: DescMessage, mask: FieldMask, choices: Record<string, Choice>): FieldMask {
  const given = schema.members.filter((member) => choices[member.localName] === 'theirs').flatMap(fieldsOf);
  return create(FieldMaskSchema, { paths: mask.paths.filter((path) => !given.some((field) => field.name === path)) });
}
