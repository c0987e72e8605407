import { Alert, List } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { DiscountFinding } from '@/gen/kartoteka/v1/discount_service_pb';
import { FindingText } from './FindingText';

/** What is odd about a discount, as a warning before it is saved. It may be saved nevertheless. */
export function FindingAlerts({ findings }: { findings: readonly DiscountFinding[] }) {
  const { t } = useTranslation('discounts');
  if (findings.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconAlertTriangle size={18} aria-hidden />} title={t('finding.warning')}>
      <List size="sm" spacing={4}>
        {findings.map((finding) => (
          <List.Item key={`${finding.kind}:${finding.otherId}:${finding.shopId}`}>
            <FindingText finding={finding} />
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
