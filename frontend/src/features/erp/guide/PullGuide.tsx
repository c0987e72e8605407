import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '@/ui';
import { GuideLine } from './GuideLine';
import { ackLine, pullLine } from './lines';

/** Lines to copy: read what changed in the shop, and say what has been saved. */
export function PullGuide() {
  const { t } = useTranslation('erp');
  const server = window.location.origin;
  return (
    <Section id="pull" title={t('section.pull')} description={t('pull.explain')}>
      <Stack gap="md">
        <GuideLine title={t('pull.changes')} line={pullLine(server)} />
        <GuideLine title={t('pull.ack')} line={ackLine(server)} />
      </Stack>
    </Section>
  );
}
