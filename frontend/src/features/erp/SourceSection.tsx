import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { ProtoFormBox, TextField, useMergingSave, useProtoForm } from '@/forms';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import { SourceSystemSchema, type GetSourceSystemResponse, type SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useFormat } from '@/i18n';
import { DataList, EditableSection, notify, TextLink, type LoadState } from '@/ui';
import { useLoadSource, useUpdateSource } from './queries';

export function SourceSection({ query }: { query: LoadState & { data: GetSourceSystemResponse | undefined } }) {
  const { t } = useTranslation('erp');
  const source = query.data?.sourceSystem;
  const canWrite = useCan(Permission.SOURCES_WRITE);
  return (
    <EditableSection
      title={t('section.source')}
      query={query}
      canEdit={canWrite}
      locked={
        <Text size="xs" c="dimmed">
          {t('readOnly')}
        </Text>
      }
      view={source && <SourceFacts source={source} />}
      edit={(close) => source && <SourceForm source={source} close={close} />}
    />
  );
}

function SourceFacts({ source }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  const format = useFormat();
  const { name, code, lastContactTime, customerCount, createTime } = source;
  return (
    <DataList
      items={[
        { label: t('field.name'), value: name },
        {
          label: t('fact.lastContact'),
          value: lastContactTime ? `${format.relative(lastContactTime)} · ${format.dateTime(lastContactTime)}` : t('never'),
        },
        {
          label: t('fact.customers'),
          value: (
            <TextLink to="/customers" search={{ source: code }}>
              {t('customersKnown', { count: customerCount })}
            </TextLink>
          ),
        },
        { label: t('fact.registered'), value: format.dateTime(createTime) },
      ]}
    />
  );
}

function SourceForm({ source, close }: { source: SourceSystem; close: () => void }) {
  const { t } = useTranslation('erp');
  // A refresh of the page must not hide what somebody else saved since the form was opened.
  const [base] = useState(source);
  const update = useUpdateSource();
  const loadSource = useLoadSource();
  const merging = useMergingSave({
    schema: SourceSystemSchema,
    base,
    loadLatest: () => loadSource(source.id),
    labelOf: () => t('field.name'),
    show: (_, record) => record.name,
  });
  const form = useProtoForm({
    schema: SourceSystemSchema,
    prefix: 'sourceSystem',
    name: t('section.source'),
    initialValues: { name: source.name },
    // The code cannot change, but the rules of the message want it there.
    toMessage: ({ name }) => ({ name: name.trim(), code: source.code }),
    submit: (change) =>
      merging.save(change, ({ message, mask, etag }) =>
        update.mutateAsync({ sourceSystem: { ...message, id: source.id, etag }, updateMask: mask }),
      ),
    onSaved: (answer) => {
      if (answer) notify.success(t('saved'));
      close();
    },
  });
  return (
    <>
      <ProtoFormBox form={form} onCancel={close}>
        <TextField form={form} name="name" label={t('field.name')} description={t('hint.name')} maxLength={100} />
      </ProtoFormBox>
      {merging.dialog}
    </>
  );
}
