import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton, Section } from '@/ui';
import classes from './erp.module.css';
import { fileLine, infoLine, keyLine, pushLine } from './pushLines';

/** Lines to copy: keep the key, try it, push one record, push a file. */
export function PushGuide() {
  const { t } = useTranslation('erp');
  const server = window.location.origin;
  return (
    <Section id="push" title={t('section.push')} description={t('push.explain')}>
      <Stack gap="md">
        <Line title={t('push.key')} line={keyLine()} />
        <Line title={t('push.info')} line={infoLine(server)} />
        <Line title={t('push.one')} line={pushLine(server)} />
        <Line title={t('push.file')} line={fileLine(server)} />
      </Stack>
    </Section>
  );
}

function Line({ title, line }: { title: string; line: string }) {
  return (
    <div className={classes.step}>
      <Text size="sm">{title}</Text>
      <div className={classes.line}>
        <pre>{line}</pre>
        <div className={classes.copy}>
          <CopyButton value={line} label={title} />
        </div>
      </div>
    </div>
  );
}
