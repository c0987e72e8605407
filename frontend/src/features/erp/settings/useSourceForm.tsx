import type { MessageInitShape } from '@bufbuild/protobuf';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMergingSave, useProtoForm, type ProtoForm } from '@/forms';
import { SourceSystemSchema, type SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { notify } from '@/ui';
import { useLoadSource, useUpdateSource } from '../queries';
import { changedFields } from './ownership';
import { useSettingText } from './useSettingText';

interface SourceFormOptions<Values extends object> {
  source: SourceSystem;
  /** The section, as the guard against lost changes names it. */
  name: string;
  initialValues: Values;
  toMessage: (values: Values) => MessageInitShape<typeof SourceSystemSchema>;
  close: () => void;
}

/** The form of one section of the settings: it sends only what was changed in it, and asks when somebody else changed the same. */
export function useSourceForm<Values extends object>(options: SourceFormOptions<Values>): { form: ProtoForm<Values>; dialog: ReactNode } {
  const { source, name, initialValues, toMessage, close } = options;
  const { t } = useTranslation('erp');
  // A refresh of the page must not hide what somebody else saved since the form was opened.
  const [base] = useState(source);
  const update = useUpdateSource();
  const loadSource = useLoadSource();
  const merging = useMergingSave({
    schema: SourceSystemSchema,
    base,
    loadLatest: () => loadSource(source.id),
    labelOf: (field) => t(`field.${field}`),
    show: useSettingText(base),
  });
  const form = useProtoForm({
    schema: SourceSystemSchema,
    prefix: 'sourceSystem',
    name,
    initialValues,
    // The code cannot change, but the rules of the message want it there.
    toMessage: (values) => ({ ...toMessage(values), code: source.code }),
    submit: (change) =>
      merging.save(change, ({ message, mask, etag }) => {
        const ownership = changedFields(base.ownership, message.ownership ?? []);
        return update.mutateAsync({ sourceSystem: { ...message, ownership, id: source.id, etag }, updateMask: mask });
      }),
    onSaved: (answer) => {
      if (answer) notify.success(t('saved'));
      close();
    },
  });
  return { form, dialog: merging.dialog };
}
