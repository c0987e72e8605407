import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ReportFormat, ReportFormatSchema } from '@/gen/kartoteka/v1/source_system_service_pb';
import { useEnumLabel } from '@/i18n';
import { notify } from '@/ui';
import { useExportRun } from '../queries';
import { saveFile } from './saveFile';

const formats = [ReportFormat.CSV, ReportFormat.XML];

/** The whole report as a file, to be passed on to whoever looks after the ERP. */
export function ReportMenu({ runId }: { runId: string }) {
  const { t } = useTranslation('erp');
  const label = useEnumLabel();
  const download = useExportRun();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          loading={download.isPending}
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('run.download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => download.mutate({ runId, format }, { onSuccess: saveFile, onError: notify.failure })}>
            {label(ReportFormatSchema, format)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
