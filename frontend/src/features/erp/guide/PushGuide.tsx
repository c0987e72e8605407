import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '@/ui';
import { GuideLine } from './GuideLine';
import { fileLine, infoLine, keyLine, pushLine } from './lines';

/** Lines to copy: keep the key, try it, push one record, push a file. */
export function PushGuide() {
  const { t } = useTranslation('erp');
  const server = window.location.origin;
  return (
    <Section id="push" title={t('section.push')} description={t('push.explain')}>
      <Stack gap="md">
        <GuideLine title={t('push.key')} line={keyLine()} />
        <GuideLine title={t('push.info')} line={infoLine(server)} />
        <GuideLine title={t('push.one')} line={pushLine(server)} />
        <GuideLine title={t('push.file')} line={fileLine(server)} />
      </Stack>
    </Section>
  );
}
