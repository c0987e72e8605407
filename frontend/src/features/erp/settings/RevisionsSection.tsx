import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/context';
import { Permission } from '@/gen/kartoteka/v1/options_pb';
import type { SourceSystem } from '@/gen/kartoteka/v1/source_system_service_pb';
import { ConfirmTyped, notify, Section } from '@/ui';
import { useForgetRevisions } from '../queries';

/** The way out for an ERP that begins to number its records in another way. */
export function RevisionsSection({ source }: { source: SourceSystem }) {
  const { t } = useTranslation('erp');
  const canWrite = useCan(Permission.SOURCES_WRITE);
  const forget = useForgetRevisions();
  const [asks, setAsks] = useState(false);

  async function confirm() {
    const { count } = await forget.mutateAsync({ id: source.id });
    notify.success(t('revisions.done', { count }));
  }

  return (
    <Section
      id="revisions"
      title={t('revisions.title')}
      actions={
        canWrite && (
          <Button variant="default" size="xs" onClick={() => setAsks(true)}>
            {t('revisions.action')}
          </Button>
        )
      }
    >
      <Text size="sm" c="dimmed">
        {t('revisions.explain')}
      </Text>
      <ConfirmTyped
        opened={asks}
        onClose={() => setAsks(false)}
        title={t('revisions.askTitle', { name: source.name })}
        confirmLabel={t('revisions.action')}
        onConfirm={confirm}
      >
        {t('revisions.ask')}
      </ConfirmTyped>
    </Section>
  );
}
