import type { MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import type { FieldMask } from '@bufbuild/protobuf/wkt';
import { useState, type ReactNode } from 'react';
import { useMergingSave, useProtoForm, type ProtoForm, type ProtoFormOptions } from '@/forms';
import { notify } from '@/ui';
import type { Entity, Facts } from '../facts/useFacts';
import { useBase } from './useBase';

/** What every record has that can be changed. */
interface Versioned {
  id: string;
  etag: string;
}

interface EditFormOptions<Desc extends Entity, Values extends object, Answer>
  extends Pick<ProtoFormOptions<Desc, Values, Answer>, 'prefix' | 'name' | 'toMessage' | 'check' | 'onChange'> {
  facts: Facts<Desc>;
  record: MessageShape<Desc> & Versioned;
  /** Reads the record as the server has it now: useLatest. */
  loadLatest: () => Promise<MessageShape<Desc> & Versioned>;
  valuesOf: (record: MessageShape<Desc> & Versioned) => Values;
  /** Sends what was changed, with id and etag; the base is what the form started from. */
  save: (change: MessageInitShape<Desc> & Versioned, updateMask: FieldMask, base: MessageShape<Desc> & Versioned) => Promise<Answer>;
  /** Said when something was saved. */
  done?: string | ((values: Values) => string);
  close: () => void;
}

export interface EditForm<Values extends object> {
  form: ProtoForm<Values>;
  /** Asks about the fields that somebody else changed meanwhile. */
  dialog: ReactNode;
  close: () => void;
}

/** The form of a record: it sends what was changed in it, keeps what others changed elsewhere, and asks where both changed the same. */
export function useEditForm<Desc extends Entity, Values extends object, Answer>(options: EditFormOptions<Desc, Values, Answer>): EditForm<Values> {
  const { facts, record, loadLatest, valuesOf, save, done, close, ...rest } = options;
  const { schema, label, show } = facts;
  const [initialValues] = useState(() => valuesOf(record));
  const base = useBase(schema, record, (version) => rest.toMessage(valuesOf(version)));
  const merging = useMergingSave({ schema, base, loadLatest, labelOf: label, show: (field, version) => show(field, version) || '–' });
  const form: ProtoForm<Values> = useProtoForm({
    ...rest,
    schema,
    initialValues,
    submit: (change) => merging.save(change, ({ message, mask, etag }) => save({ ...message, id: record.id, etag }, mask, base)),
    onSaved: (answer) => {
      if (answer && done) notify.success(typeof done === 'string' ? done : done(form.mantine.getValues()));
      close();
    },
  });
  return { form, dialog: merging.dialog, close };
}
