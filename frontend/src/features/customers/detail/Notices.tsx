import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconBan, IconHourglass, IconPlugConnectedX, IconUserExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Approval, BlockScope, BlockSource, type Block, type Customer } from '@/gen/kartoteka/v1/customer_pb';
import { RelativeTime } from '@/ui';
import { showSection } from '@/ui/anchor';
import { erpReason, twinOf } from '../status';
import { TwinNotice } from '../TwinNotice';

/** What whoever opens the customer must know first, in words. */
export function Notices({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const twin = twinOf(customer.warnings);
  const isDecided = customer.approval !== Approval.PENDING && customer.approval !== Approval.REJECTED;
  if (isDecided && !customer.needsDefaultEmployee && customer.blocks.length === 0 && twin === undefined) return null;
  return (
    <Stack gap="xs">
      {customer.needsDefaultEmployee && (
        <Alert role="note" color="red" icon={<IconUserExclamation size={18} aria-hidden />} title={t('attention.title')}>
          <Text size="sm">{t('attention.explain')}</Text>
          <Button size="compact-sm" variant="default" mt={6} onClick={() => showSection('employees')}>
            {t('attention.action')}
          </Button>
        </Alert>
      )}
      {customer.blocks.map((block, index) => (
        <BlockNotice key={index} block={block} />
      ))}
      {customer.approval === Approval.PENDING && (
        <Alert role="note" color="yellow" icon={<IconHourglass size={18} aria-hidden />} title={t('approval.pendingTitle')}>
          <Text size="sm">{t('approval.pending')}</Text>
        </Alert>
      )}
      {customer.approval === Approval.REJECTED && (
        <Alert role="note" color="gray" icon={<IconBan size={18} aria-hidden />} title={t('approval.rejectedTitle')}>
          <Text size="sm">{t('approval.rejected')}</Text>
        </Alert>
      )}
      {twin !== undefined && <TwinNotice customerId={twin} />}
    </Stack>
  );
}

function BlockNotice({ block }: { block: Block }) {
  const { t } = useTranslation('customers');
  const isErp = block.source === BlockSource.ERP;
  const Icon = isErp ? IconPlugConnectedX : IconBan;
  return (
    <Alert role="note" color={block.scope === BlockScope.ORDERING ? 'yellow' : 'red'} icon={<Icon size={18} aria-hidden />} title={t(titleOf(block))}>
      <Text size="sm" component="div">
        {isErp && t(`blocks.${erpReason(block.reason) ?? 'byErp'}`, { source: block.sourceSystem })}
        {isErp && ` ${t('blocks.onlyErpLifts')}`}
        {!isErp && (block.reason || t('blocks.noReason'))}
        {block.since && (
          <Text span size="sm" c="dimmed">
            {' · '}
            <RelativeTime value={block.since} />
          </Text>
        )}
      </Text>
    </Alert>
  );
}

function titleOf({ source, scope }: Block): string {
  if (source === BlockSource.ERP) return 'customers:blocks.titleErp';
  return scope === BlockScope.ORDERING ? 'customers:blocks.titleOrdering' : 'customers:blocks.titleLogin';
}
