import { ActionIcon, Button, Input, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSourceSystems } from '@/features/erp/public';
import { ColorField, FieldGrid, NumberField, SelectField, SwitchField, TextareaField, TextField, type ProtoForm } from '@/forms';
import classes from './groups.module.css';
import type { GroupValues } from './values';

/** The fields of a group, the same when it is created and when it is edited. */
export function GroupFields({ form }: { form: ProtoForm<GroupValues> }) {
  const { t } = useTranslation('groups');
  return (
    <>
      <TextField form={form} name="name" label={t('field.name')} maxLength={100} required data-autofocus />
      <TextareaField form={form} name="description" label={t('field.description')} />
      <FieldGrid>
        <NumberField form={form} name="sortOrder" label={t('field.sortOrder')} description={t('hint.sortOrder')} />
        <ColorField form={form} name="color" label={t('field.color')} />
      </FieldGrid>
      <SwitchField form={form} name="approvalRequired" label={t('approval.required')} description={t('hint.approvalRequired')} />
      <CodesField form={form} />
    </>
  );
}

function CodesField({ form }: { form: ProtoForm<GroupValues> }) {
  const { t } = useTranslation('groups');
  const codes = form.mantine.getValues().codes;
  // Rows are uncontrolled: after one is taken out the others must be made anew to show their values.
  const [removals, setRemovals] = useState(0);
  const sources = useSourceSystems();
  if (sources.length === 0 && codes.length === 0) return null;
  // A source that is unknown here stays selectable, or it would be lost by saving.
  const options = [...new Set([...sources.map((source) => source.code), ...codes.map((code) => code.sourceSystem)])].filter(Boolean);
  return (
    <Input.Wrapper label={t('field.codes')} description={t('hint.codes')} labelElement="div" error={form.mantine.errors['codes']}>
      <Stack key={removals} gap="xs" mt={6} align="stretch">
        {codes.map((_, index) => (
          <div key={form.mantine.key(`codes.${index}`)} className={classes.codeRow}>
            <SelectField form={form} name={`codes.${index}.sourceSystem`} aria-label={t('codes.source', { position: index + 1 })} data={options} placeholder={t('codes.sourceShort')} />
            <TextField form={form} name={`codes.${index}.code`} aria-label={t('codes.code', { position: index + 1 })} maxLength={100} placeholder={t('codes.codeShort')} />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('codes.remove', { position: index + 1 })}
              onClick={() => {
                form.mantine.removeListItem('codes', index);
                setRemovals(removals + 1);
              }}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        {codes.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('codes.none')}
          </Text>
        )}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => form.mantine.insertListItem('codes', { sourceSystem: options.length === 1 ? (options[0] ?? '') : '', code: '' })}
          >
            {t('codes.add')}
          </Button>
        </div>
      </Stack>
    </Input.Wrapper>
  );
}
