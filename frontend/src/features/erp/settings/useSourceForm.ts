import type { MessageInitShape } from '@bufbuild/protobuf';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceSystem, SourceSystemSchema } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useEditForm } from '@/records';
import { useLatestSource, useUpdateSource } from '../queries';
import { changedFields } from './ownership';
import { useSourceFacts } from './useSourceFacts';

interface SourceFormOptions<Values extends object> {
  source: SourceSystem;
  /** The section, as the guard against lost changes names it. */
  name: string;
  valuesOf: (source: SourceSystem) => Values;
  toMessage: (values: Values) => MessageInitShape<typeof SourceSystemSchema>;
  close: () => void;
}

/** The form of one section of the settings. */
export function useSourceForm<Values extends object>({ source, toMessage, ...options }: SourceFormOptions<Values>) {
  const { t } = useTranslation('erp');
  const [opened] = useState(source);
  const update = useUpdateSource();
  return useEditForm({
    ...options,
    facts: useSourceFacts(opened),
    record: source,
    loadLatest: useLatestSource(source.id),
    prefix: 'sourceSystem',
    // The code cannot change, but the rules of the message want it there.
    toMessage: (values: Values) => ({ ...toMessage(values), code: source.code }),
    save: (change, updateMask, base) => {
      const ownership = changedFields(base.ownership, change.ownership ?? []);
      return update.mutateAsync({ sourceSystem: { ...change, ownership }, updateMask });
    },
    done: t('saved'),
  });
}
